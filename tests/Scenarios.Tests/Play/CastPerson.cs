namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Somebody in a scenario.</summary>
/// <param name="Address">Mail address.</param>
/// <param name="Name">First and last name.</param>
/// <param name="Zone">Windows name of the zone in which he schedules.</param>
/// <param name="IsEnabled">Whether the product watches the mailbox.</param>
internal sealed record CastPerson(string Address, string Name, string Zone, bool IsEnabled)
{
    /// <summary>In the product's API.</summary>
    public string Path => $"api/users/{Address}";
}
