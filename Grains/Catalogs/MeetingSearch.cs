namespace HybridCalendar.Grains.Catalogs;

/// <summary>Which meetings are looked for.</summary>
/// <param name="From">Those that take place then or later, UTC milliseconds since 1970.</param>
public sealed record MeetingSearch(long From)
{
    private const int MostDays = 31;

    /// <summary>Those that take place before, UTC milliseconds since 1970; null for no end.</summary>
    public long? Until { get; init; }

    /// <summary>Whether that is later than now: then series are next before it that have not taken place yet.</summary>
    public bool IsToCome { get; init; }

    /// <summary>Only this organizer's, mail address in lower case; null for all.</summary>
    public string? Organizer { get; init; }

    /// <summary>Only those that this room is invited to, mail address in lower case; null for all.</summary>
    public string? Room { get; init; }

    /// <summary>Only those that TMS holds, or is to hold: with a room that has a TMS system.</summary>
    public bool OnlyInTms { get; init; }

    /// <summary>With <see cref="OnlyInTms"/>: whether those with <c>@meet</c> are booked in TMS as well.</summary>
    public bool MeetIsTms { get; init; }

    /// <summary>
    /// Whether few meetings are meant: then series are found that took place in the time and are next after it. Among all there are, that
    /// would be a look at every series.
    /// </summary>
    internal bool IsNarrow => Organizer is not null || Room is not null;

    /// <summary>
    /// Whether all there is on some days (UTC) is meant, few enough for each to be looked at: of most series a later week has nothing but what
    /// the first one has.
    /// </summary>
    internal bool IsOfSomeDays => !IsNarrow && From % MeetingList.Day == 0 && Until - From is { } time && time % MeetingList.Day == 0 && time is > 0 and <= MostDays * MeetingList.Day;
}
