using System.Collections.Immutable;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Bookings;

/// <summary>An event of a room's calendar with what was found to join.</summary>
/// <param name="Event">A single event, an occurrence or exception, or a series master, which is expanded.</param>
/// <param name="JoinTarget">
/// The first that exists of: our own join details for the series, the structured online meeting, the location, the body. Null when
/// none does.
/// </param>
public sealed record RoomEvent(CalendarEvent Event, JoinTarget? JoinTarget)
{
    /// <summary>
    /// What was found in the exceptions of a master, by the exception's <see cref="CalendarEvent.Id"/>. One that is not here has the
    /// series' target.
    /// </summary>
    public IReadOnlyDictionary<string, JoinTarget?> ExceptionTargets { get; init; } = ImmutableDictionary<string, JoinTarget?>.Empty;

    internal JoinTarget? TargetOf(CalendarEvent occurrence) =>
        occurrence.Id.Length > 0 && ExceptionTargets.TryGetValue(occurrence.Id, out var own) ? own : JoinTarget;
}
