using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>How a booking within a window ended.</summary>
/// <param name="Answer">What came of it; null when TMS refused a start as too far ahead.</param>
/// <param name="Refusal">That refusal.</param>
/// <param name="Reach">How far ahead the last start was.</param>
/// <param name="IsCut">Whether something of the meeting starts later than the window reaches.</param>
internal sealed record WindowTry(ConferenceAnswer? Answer, TmsException? Refusal, Duration Reach, bool IsCut);
