namespace HybridCalendar.Grains.Devices;

/// <summary>It is time to show Join for a booking.</summary>
/// <param name="BookingId">Id of the booking in the device's list.</param>
/// <param name="DueAt">Start less the buffer, UTC.</param>
[GenerateSerializer, Immutable]
[Alias("hc.join-alert")]
public sealed record JoinAlert([property: Id(0)] string BookingId, [property: Id(1)] DateTimeOffset DueAt);
