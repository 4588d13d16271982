using HybridCalendar.Connector.Booking;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Check;

/// <summary>Books a meeting for tomorrow on the bridge, as a person's would be, and takes it out again.</summary>
internal sealed class TestBooking(ConferenceBooker booker, TimeProvider time)
{
    public async Task<CheckResult> RunAsync(CancellationToken cancel)
    {
        var start = time.GetCurrentInstant().InUtc().LocalDateTime.With(TimeAdjusters.TruncateToMinute).PlusDays(1);
        var request = new ConferenceRequest
        {
            RequestId = "check",
            Kind = ConferenceRequestKind.Book,
            MeetingId = $"check-{Guid.NewGuid():N}",
            Title = "Hybrid Calendar connection test",
            Start = start,
            End = start.PlusMinutes(15),
            DialInPlaces = 2,
        };
        var booked = await booker.DoAsync(request, cancel);
        var removed = await booker.DoAsync(request with { Kind = ConferenceRequestKind.Cancel, Parts = booked.Parts }, cancel);
        if (booked.Outcome != ConferenceOutcome.Booked)
            return new CheckResult("", CheckState.Bad, booked.Text);
        if (removed.Outcome != ConferenceOutcome.Cancelled)
            return new CheckResult("", CheckState.Warning, $"A meeting was booked but could not be taken out again: {removed.Text}");
        return booked.Join is null
            ? new CheckResult("", CheckState.Bad, "TMS booked a meeting but told no join details: add a meeting server, and see Administrative Tools > Configuration > Conference Settings > Advanced.")
            : new CheckResult("", CheckState.Good, "A meeting was booked on the bridge, had join details, and was taken out again.");
    }
}
