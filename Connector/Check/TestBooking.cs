using HybridCalendar.Connector.Booking;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Check;

/// <summary>Books a meeting for tomorrow on the bridge, as a person's would be, and takes it out again.</summary>
internal sealed class TestBooking(ConferenceBooker booker, TimeProvider time)
{
    /// <summary>Whoever asked may be gone, or have no time left: what was booked is taken out all the same.</summary>
    private static readonly TimeSpan s_longestRemoval = TimeSpan.FromMinutes(1);

    public async Task<CheckResult> RunAsync(CancellationToken cancel)
    {
        var start = time.GetCurrentInstant().InUtc().LocalDateTime.With(TimeAdjusters.TruncateToMinute).PlusDays(1);
        var request = new ConferenceRequest
        {
            RequestId = "check",
            Kind = ConferenceRequestKind.Book,
            // Always the same, wherever the connector runs: what an earlier check could not take out is found by it.
            MeetingId = "connection-test",
            Title = "Hybrid Calendar connection test",
            Start = start,
            End = start.PlusMinutes(15),
            DialInPlaces = 2,
        };
        await booker.DoAsync(request with { Kind = ConferenceRequestKind.Cancel }, cancel);
        ConferenceAnswer booked, removed;
        try
        {
            booked = await booker.DoAsync(request, cancel);
        }
        finally
        {
            removed = await RemoveAsync(request);
        }
        if (booked.Outcome != ConferenceOutcome.Booked)
            return new CheckResult("", CheckState.Bad, booked.Text);
        if (removed.Outcome != ConferenceOutcome.Cancelled)
            return new CheckResult("", CheckState.Warning, $"A meeting was booked but could not be taken out again: {removed.Text}");
        return booked.Join is null
            ? new CheckResult("", CheckState.Bad, "TMS booked a meeting but told no join details: add a meeting server, and see Administrative Tools > Configuration > Conference Settings > Advanced.")
            : new CheckResult("", CheckState.Good, "A meeting was booked on the bridge, had join details, and was taken out again.");
    }

    private async Task<ConferenceAnswer> RemoveAsync(ConferenceRequest request)
    {
        using var deadline = new CancellationTokenSource(s_longestRemoval, time);
        return await booker.DoAsync(request with { Kind = ConferenceRequestKind.Cancel }, deadline.Token);
    }
}
