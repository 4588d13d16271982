using System.Collections.Immutable;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Users;

/// <summary>What a user grain stores.</summary>
public sealed record UserState : MailboxState
{
    public UserSettings Settings { get; init; } = new();

    /// <summary>The mailbox's own language and zone, and when they were read.</summary>
    public MailboxSettings? Mailbox { get; init; }

    public DateTimeOffset? MailboxReadAt { get; init; }

    /// <summary>
    /// Meetings, series and occurrences with something of their own that were handed to a series grain, by Graph's id of the event in
    /// this mailbox.
    /// </summary>
    public ImmutableDictionary<string, KnownMeeting> Meetings { get; init; } = ImmutableDictionary<string, KnownMeeting>.Empty;

    /// <summary>How far ahead meetings were processed when everything was last read; null when that is not known.</summary>
    public Horizon? Horizon { get; init; }

    public Timeline Timeline { get; init; } = Timeline.Empty;
}

/// <summary>A meeting that a series grain knows.</summary>
/// <param name="ICalUId">The series.</param>
/// <param name="LastEnd">End of the last occurrence, UTC; null for a series without end.</param>
/// <param name="TakeUpAt">Until when it waits beyond the horizon, UTC; null when it does not.</param>
/// <param name="MasterId">For an occurrence Graph's id of its series' master; else null.</param>
/// <param name="IsSeries">Whether it repeats.</param>
/// <param name="Asks">Whether it asks for join details.</param>
/// <param name="IsHeld">Whether join details or rooms may be held for it outside the calendars: then looks see to it that it still exists.</param>
public sealed record KnownMeeting(
    string ICalUId, DateTimeOffset? LastEnd, DateTimeOffset? TakeUpAt = null, string? MasterId = null, bool IsSeries = false, bool Asks = false, bool IsHeld = false);
