using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>
/// Looks after a meeting whose organizer is switched off, or has no mailbox any more. Nobody follows what he changes, but what was made for it
/// outside the calendars must not stay there for ever. Pure.
/// </summary>
internal static class UnwatchedSeries
{
    private const string KeywordGone = "The organizer, who is switched off, took the keyword out or wrote another: what was made for it is given up.";
    private const string MailboxGone = "There has been no mailbox behind the organizer's address for 30 days: what was made for the meeting is given up.";
    private const string MailboxMissing =
        "There is no mailbox behind the organizer's address: what was made for the meeting is given up when there has been none for 30 days.";

    private const string MailboxClosed =
        "Office 365 does not let us look at the meeting in its organizer's mailbox, who is switched off: what was made for it stays in Webex or TMS, whatever he "
        + "changes. Let the application read the mailbox, or delete there what is not wanted any more.";

    /// <summary>A mailbox that is moved, or whose licence was taken away by mistake, is back by then.</summary>
    private static readonly TimeSpan s_longestAbsence = TimeSpan.FromDays(30);

    /// <summary>What becomes of the meeting by its organizer's copy.</summary>
    /// <param name="state">What is stored; the meeting was seen before.</param>
    /// <param name="own">The organizer's copy as it is now; null when it is gone.</param>
    /// <param name="now">UTC.</param>
    public static SeriesState Found(SeriesState state, CalendarEvent? own, DateTimeOffset now)
    {
        // An occurrence that is like its series again has lost what it asked for.
        if (own is null or { IsCancelled: true } or { Type: EventType.Occurrence })
            return SeriesChange.Removed(state, now);
        if (!Asks(own, state.Sighting!))
            return SeriesChange.Removed(state, now, KeywordGone);
        return WithEnd(MailboxBack(state), own, now);
    }

    /// <summary>There is a mailbox.</summary>
    public static SeriesState MailboxBack(SeriesState state) =>
        state is { MailboxGoneSince: null, MailboxClosedSince: null } ? state : state with { MailboxGoneSince = null, MailboxClosedSince = null };

    /// <summary>There is a mailbox of somebody who is switched off, and we may not look into it. Whether the meeting is wanted is not known.</summary>
    /// <param name="state">What is stored; the meeting was seen before.</param>
    /// <param name="now">UTC.</param>
    public static SeriesState Closed(SeriesState state, DateTimeOffset now) => state.MailboxClosedSince is not null ? state : MailboxBack(state) with
    {
        MailboxClosedSince = now,
        Timeline = state.Timeline.Add(now, TimelineStep.Failed, MailboxClosed),
    };

    /// <summary>There is no mailbox to look into. It may come back.</summary>
    /// <param name="state">What is stored; the meeting was seen before.</param>
    /// <param name="now">UTC.</param>
    public static SeriesState NoMailbox(SeriesState state, DateTimeOffset now) => state.MailboxGoneSince is not { } since
        ? state with { MailboxGoneSince = now, MailboxClosedSince = null, Timeline = state.Timeline.Add(now, TimelineStep.Failed, MailboxMissing) }
        : now - since < s_longestAbsence ? state : SeriesChange.Removed(state, now, MailboxGone);

    /// <summary>What an administrator is told; null when there is nothing to tell.</summary>
    public static string? ProblemOf(SeriesState state) =>
        state.MailboxGoneSince is not null ? MailboxMissing : state.MailboxClosedSince is not null ? MailboxClosed : null;

    /// <summary>Whether it asks for the same. Where it asked for nothing, TMS holds its rooms for its own sake.</summary>
    private static bool Asks(CalendarEvent own, MeetingSighting seen)
    {
        var keyword = KeywordFinder.Find(own.Location);
        return seen.Keyword is null || (keyword is not null && (keyword.Keyword, keyword.Modifier) == (seen.Keyword, seen.Modifier));
    }

    /// <summary>A series that was cut ends by itself some days after its end; one that goes on must not.</summary>
    private static SeriesState WithEnd(SeriesState state, CalendarEvent own, DateTimeOffset now)
    {
        var end = Occurrences.LastEnd(own)?.ToDateTimeOffset();
        return end == state.Sighting!.LastEnd || (end is null && own.Recurrence is null) ? state : state with
        {
            Sighting = state.Sighting with { LastEnd = end },
            Timeline = state.Timeline.Add(now, TimelineStep.Seen, "The organizer, who is switched off, had the meeting end at another time."),
        };
    }
}
