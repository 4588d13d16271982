namespace HybridCalendar.Grains.Organizations;

/// <summary>How an update of settings ended.</summary>
/// <param name="Settings">What is in force now.</param>
/// <param name="Problem">Why the update was refused, for the person who made it; null when it was taken.</param>
/// <param name="IsStale">True when somebody else changed the settings in between.</param>
[GenerateSerializer, Immutable]
[Alias("hc.settings-update")]
public sealed record SettingsUpdate(
    [property: Id(0)] OrganizationSettings Settings,
    [property: Id(1)] string? Problem = null,
    [property: Id(2)] bool IsStale = false);
