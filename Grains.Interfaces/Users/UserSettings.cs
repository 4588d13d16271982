namespace HybridCalendar.Grains.Users;

/// <summary>What an administrator sets for a user.</summary>
[GenerateSerializer, Immutable]
[Alias("hc.user-settings")]
public sealed record UserSettings
{
    [Id(0)] public string DisplayName { get; init; } = "";

    [Id(1)] public bool Enabled { get; init; }

    /// <summary>The Webex site of the user's meetings, such as <c>company.webex.com</c>; null means his own choice in Webex, else the organization's.</summary>
    [Id(2)] public string? PreferredSite { get; init; }

    /// <summary>The user's personal room, such as <c>https://company.webex.com/meet/name</c>, when it cannot be looked up.</summary>
    [Id(3)] public string? PersonalRoomLink { get; init; }

    /// <summary>The language of his join blocks, such as <c>bg</c>; null means the mailbox's own.</summary>
    [Id(4)] public string? Language { get; init; }
}
