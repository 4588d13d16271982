using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Booking;

/// <summary>A part and the conference that TMS holds for it.</summary>
/// <param name="Part">The part.</param>
/// <param name="Conference">The conference.</param>
/// <param name="IsSaved">Whether it was saved as a whole: nothing is left of occurrences that it had before.</param>
internal sealed record BookedPart(PlannedPart Part, TmsConference Conference, bool IsSaved);
