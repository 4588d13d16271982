using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Booking;

/// <summary>A part and the conference that TMS holds for it.</summary>
internal sealed record BookedPart(PlannedPart Part, TmsConference Conference);
