using System.Threading.Channels;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>A Webex cloud that answers when the test says so.</summary>
internal sealed class HeldWebex : IWebexDevices
{
    private readonly Channel<HeldCall> _puts = Channel.CreateUnbounded<HeldCall>();
    private readonly Channel<TaskCompletionSource<TimeSpan?>> _uptimes = Channel.CreateUnbounded<TaskCompletionSource<TimeSpan?>>();

    /// <summary>The next list that is sent to a device.</summary>
    public Task<HeldCall> NextPutAsync() => _puts.Reader.ReadAsync().AsTask().WaitAsync(GatewayHost.LongDeadline);

    /// <summary>The next device that is asked how long it runs.</summary>
    public Task<TaskCompletionSource<TimeSpan?>> NextUptimeAsync() => _uptimes.Reader.ReadAsync().AsTask().WaitAsync(GatewayHost.LongDeadline);

    public bool HasUnseenPuts => _puts.Reader.TryPeek(out _);

    public Task<DeliveryOutcome> PutBookingsAsync(string deviceId, string bookingsJson, CancellationToken cancel = default)
    {
        var call = new HeldCall(deviceId, bookingsJson);
        _puts.Writer.TryWrite(call);
        return call.Outcome.Task;
    }

    public Task<TimeSpan?> GetUptimeAsync(string deviceId, CancellationToken cancel = default)
    {
        var call = new TaskCompletionSource<TimeSpan?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _uptimes.Writer.TryWrite(call);
        return call.Task;
    }

    public Task<IReadOnlyList<WebexDevice>> ListDevicesAsync(CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<WebexDevice>>([]);

    public Task<IReadOnlyList<WebexWorkspace>> ListWorkspacesAsync(CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<WebexWorkspace>>([]);
}
