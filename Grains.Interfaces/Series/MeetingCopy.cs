namespace HybridCalendar.Grains.Series;

/// <summary>Where the organizer's copy of a meeting is.</summary>
/// <param name="Organizer">Mail address.</param>
/// <param name="EventId">Graph's id of it in the organizer's mailbox.</param>
[GenerateSerializer, Immutable]
[Alias("hc.meeting-copy")]
public sealed record MeetingCopy([property: Id(0)] string Organizer, [property: Id(1)] string EventId);
