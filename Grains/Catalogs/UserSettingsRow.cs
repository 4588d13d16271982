using HybridCalendar.Grains.Users;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>What was set for a user, as the catalog remembers it.</summary>
public sealed record UserSettingsRow
{
    public string Mail { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public bool Enabled { get; init; }
    public string? PreferredSite { get; init; }
    public string? PersonalRoomLink { get; init; }
    public string? Language { get; init; }

    /// <summary>False for a row that an earlier version wrote: then only the user's grain knows his settings.</summary>
    public bool SettingsKnown { get; init; }

    public UserSettings ToSettings() => new()
    {
        DisplayName = DisplayName,
        Enabled = Enabled,
        PreferredSite = PreferredSite,
        PersonalRoomLink = PersonalRoomLink,
        Language = Language,
    };
}
