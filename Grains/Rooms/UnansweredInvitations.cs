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

    /// <summary>The ids of those whose organizers are outside the room's domain.</summary>
    /// <param name="mail">The room's address.</param>
    /// <param name="unanswered">As <see cref="Track"/> gives it.</param>
    /// <param name="events">What the mailbox holds now.</param>
    public static ImmutableArray<string> Outside(string mail, ImmutableDictionary<string, DateTimeOffset> unanswered, IEnumerable<CalendarEvent> events) =>
    [
        .. events.Where(ev => unanswered.ContainsKey(ev.Id) && RoomHealth.IsExternal(mail, ev.Organizer?.Address ?? ""))
            .Select(ev => ev.Id).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a finding is one of those that come with time alone.</summary>
    public static bool IsFinding(HealthCode code) => code is HealthCode.NotAnswered or HealthCode.ExternalNotAnswered;

    /// <summary>What has come with time, as long as the calendar is the same.</summary>
    /// <param name="mail">The room's address.</param>
    /// <param name="state">What the last read gave.</param>
    /// <param name="now">UTC.</param>
    /// <param name="answerWait">How long an answer may take.</param>
    public static IReadOnlyList<HealthFinding> Judge(string mail, RoomState state, DateTimeOffset now, TimeSpan answerWait)
    {
        var late = state.Unanswered.Where(entry => now - entry.Value >= answerWait).Select(entry => state.UnansweredOutside.Contains(entry.Key)).ToList();
        return RoomHealth.NotAnswered(mail, late) is { } finding ? [finding] : [];
    }
}
