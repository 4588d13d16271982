namespace HybridCalendar.Domain.Meetings;

/// <summary>Somebody or some room that was invited.</summary>
public sealed record Attendee(string Name, string Address, AttendeeType Type, ResponseType Response);

/// <summary>Graph's <c>attendee.type</c>; rooms are resources.</summary>
public enum AttendeeType
{
    Required,
    Optional,
    Resource,
}
