using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Users;

/// <summary>Tells a user's timeline what a change of his state means. Pure.</summary>
public static class UserStory
{
    /// <summary>A calendar that is read for the first time must not push everything else out of the timeline.</summary>
    private const int MostAtOnce = 10;
    private const string Further = "Further meetings came and went the same way.";
    private static readonly TimeSpan s_once = TimeSpan.FromMinutes(5);

    public static Timeline Add(Timeline timeline, UserState before, UserState after, DateTimeOffset now)
    {
        if (after.Settings != before.Settings)
            timeline = timeline.Add(now, TimelineStep.Decided, Describe(before, after));
        timeline = SubscriptionStory.Add(timeline, before.Subscription?.Id, after.Subscription?.Id, now);
        if (!ReferenceEquals(before.Meetings, after.Meetings))
            timeline = AddMeetings(timeline, before, after, now);
        timeline = FindingStory.Add(timeline, before.Findings, after.Findings, now);
        return after.LastReadAll is not { } read || read <= before.LastReadAll
            ? timeline
            : timeline.Add(now, TimelineStep.Done, $"{(CalendarSlices.AnyOf(after.Troubled) ? "The calendar was read, but for the parts that Office 365 does not give" : "The whole calendar was read")}: {after.Meetings.Count} meetings ask for join details, or offer something to join.");
    }

    private static Timeline AddMeetings(Timeline timeline, UserState before, UserState after, DateTimeOffset now)
    {
        foreach (var (id, meeting) in before.Meetings)
        {
            if (!after.Meetings.ContainsKey(id))
                timeline = AddMeeting(timeline, now, TimelineStep.Seen, DescribeGone(meeting, now));
        }
        foreach (var (id, meeting) in after.Meetings)
        {
            if (Describe(before.Meetings.GetValueOrDefault(id), meeting) is { } text)
                timeline = AddMeeting(timeline, now, TimelineStep.Decided, text);
        }
        return timeline;
    }

    /// <summary>After so many in one go there is one line for all that follow.</summary>
    private static Timeline AddMeeting(Timeline timeline, DateTimeOffset now, TimelineStep step, string text)
    {
        var recent = timeline.Entries.TakeLast(MostAtOnce).ToList();
        var isMany = recent.Count == MostAtOnce && recent.TrueForAll(entry => entry.At > now - s_once && (entry.Text == Further || IsOfMeeting(entry.Text)));
        return isMany ? timeline.Add(now, TimelineStep.Seen, Further) : timeline.Add(now, step, text);
    }

    private static bool IsOfMeeting(string text) => text.StartsWith("New: ", StringComparison.Ordinal) || text.StartsWith("Gone: ", StringComparison.Ordinal);

    private static string Describe(UserState before, UserState after) => (before.Settings.Enabled, after.Settings.Enabled) switch
    {
        (false, true) => "The user was enabled: his keywords are followed.",
        (true, false) => "The user was disabled: his mailbox is no longer watched, and what stands in invitations stays there.",
        _ => "The user's settings were changed: his meetings are looked at again.",
    };

    private static string? Describe(KnownMeeting? before, KnownMeeting after) => (before, after.TakeUpAt) switch
    {
        (null, null) => $"New: {Name(after)} asks for join details, or offers something to join.",
        (null, { } day) => $"New: {Name(after)} waits beyond the horizon; the daily pass of {day:yyyy-MM-dd} takes it up.",
        ({ TakeUpAt: not null }, null) => $"Now within the horizon: {Name(after)} is processed.",
        ({ TakeUpAt: null }, { } day) => $"Now beyond the horizon: {Name(after)} waits; the daily pass of {day:yyyy-MM-dd} takes it up.",
        _ => null,
    };

    private static string DescribeGone(KnownMeeting meeting, DateTimeOffset now) => meeting.LastEnd < now
        ? $"Gone: {Name(meeting)} is over, and nothing is kept of it."
        : $"Gone: {Name(meeting)} was cancelled, deleted, or is like its series again.";

    /// <summary>Without its title.</summary>
    private static string Name(KnownMeeting meeting) => meeting switch
    {
        { MasterId: not null } => $"the occurrence that ends {meeting.LastEnd:u}",
        { IsSeries: true, LastEnd: null } => "a series without end",
        { IsSeries: true } => $"the series that ends {meeting.LastEnd:u}",
        _ => $"the meeting that ends {meeting.LastEnd:u}",
    };
}
