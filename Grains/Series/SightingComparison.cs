namespace HybridCalendar.Grains.Series;

/// <summary>Tells what differs between two sightings of one meeting. Pure.</summary>
internal static class SightingComparison
{
    /// <summary>Whether nothing differs but what passes with time.</summary>
    public static bool AreSame(MeetingSighting before, MeetingSighting after) =>
        Plain(before) == Plain(after)
        && before.Rooms.SequenceEqual(after.Rooms)
        && before.Invitees.SequenceEqual(after.Invitees)
        && before.Declined.SequenceEqual(after.Declined)
        && before.OccurrenceRooms.SequenceEqual(after.OccurrenceRooms)
        && before.Exceptions.SequenceEqual(after.Exceptions)
        && before.Cancelled.SequenceEqual(after.Cancelled);

    /// <summary>What a person changed; what we wrote ourselves is no change.</summary>
    public static MeetingChanges Find(MeetingSighting before, MeetingSighting after) =>
        When(before.Subject != after.Subject, MeetingChanges.Title)
        | When((before.Start, before.End, before.TimeZone) != (after.Start, after.End, after.TimeZone), MeetingChanges.Times)
        | When(before.Recurrence != after.Recurrence, MeetingChanges.Recurrence)
        | When((before.Keyword, before.Modifier, before.Found) != (after.Keyword, after.Modifier, after.Found), MeetingChanges.Target)
        | When(!before.Rooms.SequenceEqual(after.Rooms), MeetingChanges.Rooms)
        | When(!before.Invitees.SequenceEqual(after.Invitees), MeetingChanges.People)
        | When(!Times(before).SequenceEqual(Times(after)) || !before.Cancelled.SequenceEqual(after.Cancelled), MeetingChanges.Occurrences);

    private static MeetingSighting Plain(MeetingSighting sighting) =>
        sighting with { Rooms = [], OccurrenceRooms = [], Invitees = [], Declined = [], Exceptions = [], Cancelled = [], NextStart = null };

    private static IEnumerable<OccurrenceSighting> Times(MeetingSighting sighting) =>
        sighting.Exceptions.Select(exception => exception with { HasJoinBlock = false, Fingerprint = null, Declined = [], Rooms = [] });

    private static MeetingChanges When(bool condition, MeetingChanges change) => condition ? change : MeetingChanges.None;
}
