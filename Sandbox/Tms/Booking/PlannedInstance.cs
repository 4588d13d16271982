using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>An occurrence that a save is about to make.</summary>
/// <param name="Slot">Its start as the pattern has it; null outside a series.</param>
/// <param name="Data">What it will be.</param>
/// <param name="IsException">Whether it differs from its series.</param>
/// <param name="Deleted">Whether it is cut out of its series.</param>
internal sealed record PlannedInstance(Instant? Slot, ConferenceData Data, bool IsException = false, bool Deleted = false);
