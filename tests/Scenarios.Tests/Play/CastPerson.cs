namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Somebody in a scenario.</summary>
/// <param name="Address">Mail address.</param>
/// <param name="Name">First and last name.</param>
/// <param name="Zone">Windows name of the zone in which he schedules.</param>
/// <param name="IsEnabled">Whether the product knows the person, and watches the mailbox while he is not switched off.</param>
internal sealed record CastPerson(string Address, string Name, string Zone, bool IsEnabled)
{
    /// <summary>Whether an administrator has switched the person off, or removed him: what the product knows of his meetings may be old.</summary>
    public bool IsOff { get; set; }

    /// <summary>Whether an administrator has removed the person, who then is <see cref="IsOff"/> too.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>Whether Graph does not let the product use the person's mailbox.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Whether nobody sees what the person changes: the rooms' copies count.</summary>
    public bool IsUnseen => IsOff || IsRefused;

    /// <summary>In the product's API.</summary>
    public string Path => $"api/users/{Address}";
}
