using HybridCalendar.Domain.Keywords;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>Tells a series' timeline what a sighting changed. Pure.</summary>
internal static class SeriesStory
{
    public static SeriesState Tell(SeriesState after, SeriesState before, KeywordAction? action, DateTimeOffset now) =>
        after with { Timeline = Decided(Seen(after.Timeline, before.Sighting, after.Sighting!, now), before, after, action, now) };

    private static Timeline Seen(Timeline timeline, MeetingSighting? before, MeetingSighting after, DateTimeOffset now)
    {
        var changes = before is null ? MeetingChanges.None : SightingComparison.Find(before, after);
        var seen = before is null ? timeline.Add(now, TimelineStep.Seen, "The organizer's mailbox shows the meeting.")
            : changes == MeetingChanges.None ? timeline
            : timeline.Add(now, TimelineStep.Seen, $"The organizer changed the meeting: {Words(changes)}.");
        foreach (var room in after.Declined.Except(before?.Declined ?? []))
            seen = seen.Add(now, TimelineStep.Seen, $"The room {room} declined.");
        foreach (var (room, start) in DeclinedAlone(after).Except(DeclinedAlone(before)))
            seen = seen.Add(now, TimelineStep.Seen, $"The room {room} declined the occurrence of {start:u}.");
        return seen;
    }

    private static IEnumerable<(string Room, DateTimeOffset Start)> DeclinedAlone(MeetingSighting? sighting) =>
        (sighting?.Exceptions ?? []).SelectMany(occurrence => occurrence.Declined.Select(room => (room, occurrence.Start)));

    private static Timeline Decided(Timeline timeline, SeriesState before, SeriesState after, KeywordAction? action, DateTimeOffset now)
    {
        if (before.Sighting is not null && before.Progress.Action == action && before.Progress.Target == after.Progress.Target
            && before.Sighting.TakeUpAt == after.Sighting!.TakeUpAt)
            return timeline;
        return timeline.Add(now, TimelineStep.Decided, action switch
        {
            KeywordAction.PersonalRoom => "The keyword asks for the scheduler's personal room.",
            KeywordAction.Space => "The keyword asks for a Webex space.",
            KeywordAction.OneTimeMeeting => "The keyword asks for a Webex meeting of its own.",
            KeywordAction.Tms => "The keyword asks for a conference booked by TMS.",
            _ when after.Sighting!.TakeUpAt is { } day =>
                "The meeting starts beyond the horizon: its join details are got by the "
                + (day > now ? $"daily pass of {day:yyyy-MM-dd}." : "next daily pass."),
            _ when after.Sighting!.Found is { } found => $"No keyword; rule {found.Rule} finds an address in the invitation ({found.FoundIn}).",
            _ when after.Sighting!.HasJoinBlock => "No keyword; the join block in the text belongs to another meeting, or to a keyword that is gone: it is taken out.",
            _ => "No keyword, and no video address in the invitation: there is nothing to join.",
        });
    }

    public static string Words(MeetingChanges changes) => string.Join(", ", Enum.GetValues<MeetingChanges>()
        .Where(change => change != MeetingChanges.None && changes.HasFlag(change))
        .Select(change => change.ToString().ToLowerInvariant()));
}
