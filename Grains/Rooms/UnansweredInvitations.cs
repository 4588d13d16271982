using System.Collections.Immutable;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Since when invitations lie in a room's mailbox without an answer: Graph does not tell when they came. Pure.</summary>
public static class UnansweredInvitations
{
    /// <summary>Enough to see that a room does not answer.</summary>
    private const int MostKept = 50;

    /// <param name="before">First sight by Graph's id.</param>
    /// <param name="events">What the mailbox holds now.</param>
    /// <param name="now">UTC.</param>
    public static ImmutableDictionary<string, DateTimeOffset> Track(
        ImmutableDictionary<string, DateTimeOffset> before, IEnumerable<CalendarEvent> events, DateTimeOffset now)
    {
        var waiting = events.Where(RoomCopy.IsUnanswered)
            .Select(ev => KeyValuePair.Create(ev.Id, before.GetValueOrDefault(ev.Id, now)))
            .OrderBy(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(MostKept)
            .ToImmutableDictionary();
        return waiting.Count == before.Count && waiting.All(entry => before.ContainsKey(entry.Key)) ? before : waiting;
    }
}
