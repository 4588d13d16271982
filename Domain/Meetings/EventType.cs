namespace HybridCalendar.Domain.Meetings;

/// <summary>Graph's <c>event.type</c>.</summary>
public enum EventType
{
    SingleInstance,
    Occurrence,
    Exception,
    SeriesMaster,
}
