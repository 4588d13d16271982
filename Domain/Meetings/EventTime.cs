using NodaTime;

namespace HybridCalendar.Domain.Meetings;

/// <summary>Graph's <c>dateTimeTimeZone</c>: a wall time and the Windows or IANA name of its zone.</summary>
/// <param name="Local">The wall time.</param>
/// <param name="Zone">The zone's name as the source gave it.</param>
public sealed record EventTime(LocalDateTime Local, string Zone)
{
    /// <summary>Stands for a time that the source did not carry.</summary>
    public static readonly EventTime Missing = new(default, "");
}
