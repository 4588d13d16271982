using HybridCalendar.Clients.Webex;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>A <c>Bookings Put</c> that waits for its answer.</summary>
internal sealed record HeldCall(string WebexId, string BookingsJson)
{
    public TaskCompletionSource<DeliveryOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Deliver() => Outcome.SetResult(DeliveryOutcome.Delivered);
}
