using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>
/// One connection of a device. It holds a lease at the device's grain, and every renewal returns the list, so that a call of the
/// grain that got lost is made up for.
/// </summary>
internal sealed class DeviceStream : IAsyncDisposable
{
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewalPeriod = DeviceLease.Length / 3;
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);
    private readonly IGrainFactory _grains;
    private readonly IDeviceGrain _device;
    private readonly TimeProvider _time;
    private readonly DeviceMailbox _mailbox = new();
    private readonly IDeviceObserver _reference;
    private readonly string _token;
    private DateTimeOffset _nextHeartbeat;
    private DateTimeOffset _nextRenewal;
    private bool _isOpen;

    /// <param name="grains">Makes the reference by which the grain calls.</param>
    /// <param name="device">The device's grain.</param>
    /// <param name="token">The token that the connection was let in by; the stream lasts as long as it counts.</param>
    /// <param name="time">When renewals and heartbeats are due.</param>
    public DeviceStream(IGrainFactory grains, IDeviceGrain device, string token, TimeProvider time)
    {
        (_grains, _device, _token, _time) = (grains, device, token, time);
        _reference = grains.CreateObjectReference<IDeviceObserver>(_mailbox);
    }

    /// <summary>Waits for what is to be written next.</summary>
    /// <param name="version">The version that the device shows, -1 for none.</param>
    /// <param name="cancel">The stream's end.</param>
    /// <returns>Null when the device was activated anew or removed: the stream is over.</returns>
    public async Task<IReadOnlyList<SseItem<string>>?> NextAsync(long version, CancellationToken cancel)
    {
        if (!_isOpen)
            return await OpenAsync(version);
        while (true)
        {
            await WaitAsync(cancel);
            if (_mailbox.IsRevoked)
                return null;
            var items = new List<SseItem<string>>();
            var (list, alerts) = _mailbox.Take();
            // The same version comes again when the device said that it lost its list.
            if (list is not null && list.Version >= version)
                items.Add(Bookings(list));
            items.AddRange(alerts.Select(Alert));
            if (_time.GetUtcNow() >= _nextRenewal)
            {
                if (await RenewAsync() is not { } renewed)
                    return null;
                if (renewed.Version > Math.Max(version, list?.Version ?? -1))
                    items.Add(Bookings(renewed));
            }
            if (_time.GetUtcNow() >= _nextHeartbeat)
                items.Add(Heartbeat());
            if (items.Count > 0)
                return items;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_isOpen)
                await _device.Unsubscribe(_reference).WaitAsync(LongestGoodbye, _time);
        }
#pragma warning disable CA1031 // The lease runs out by itself.
        catch (Exception)
#pragma warning restore CA1031
        {
            _isOpen = false;
        }
        _grains.DeleteObjectReference<IDeviceObserver>(_reference);
        GC.KeepAlive(_mailbox);
    }

    /// <summary>An alert is given once; whoever connects later is told of what is due now.</summary>
    private async Task<IReadOnlyList<SseItem<string>>?> OpenAsync(long version)
    {
        if (await RenewAsync() is not { } list)
            return null;
        _isOpen = true;
        var beat = Heartbeat();
        // A device that is up to date gets a heartbeat, so that it sees the stream open.
        var first = list.Version == version ? beat : Bookings(list);
        return [first, .. DueAlerts.Of(list, _time.GetUtcNow()).Select(Alert)];
    }

    private async Task<DeviceList?> RenewAsync()
    {
        var list = await _device.Subscribe(_reference, _token);
        _nextRenewal = _time.GetUtcNow() + RenewalPeriod;
        return list;
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        var due = (_nextHeartbeat < _nextRenewal ? _nextHeartbeat : _nextRenewal) - _time.GetUtcNow();
        if (due <= TimeSpan.Zero)
            return;
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var mail = _mailbox.WaitAsync(wait.Token);
        await Task.WhenAny(mail, Task.Delay(due, _time, wait.Token));
        await wait.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    private SseItem<string> Heartbeat()
    {
        _nextHeartbeat = _time.GetUtcNow() + HeartbeatPeriod;
        return new SseItem<string>(_time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), "heartbeat");
    }

    private static SseItem<string> Bookings(DeviceList list) =>
        new(list.BookingsJson, "bookings") { EventId = list.Version.ToString(CultureInfo.InvariantCulture) };

    private static SseItem<string> Alert(JoinAlert alert) =>
        new(JsonSerializer.Serialize(new { bookingId = alert.BookingId, dueAt = alert.DueAt.UtcDateTime }), "alert");
}
