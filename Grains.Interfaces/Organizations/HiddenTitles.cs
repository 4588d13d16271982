namespace HybridCalendar.Grains.Organizations;

/// <summary>Which meetings' titles are replaced on devices by the organizer's name.</summary>
[GenerateSerializer]
[Alias("hc.hidden-titles")]
public enum HiddenTitles
{
    None,

    /// <summary>Meetings whose sensitivity is private or confidential.</summary>
    Private,
    All,
}
