using System.Collections.Immutable;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>
/// One connection of a device. It holds a lease at the device's grain, and every renewal returns the list, so that a call of the
/// grain that got lost is made up for. A renewal that takes long, or fails as the grain's silo died, holds nothing up: it is tried again
/// for as long as the lease may still count.
/// </summary>
internal sealed class DeviceStream : IAsyncDisposable
{
    private static readonly TimeSpan s_heartbeatPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_renewalPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestRenewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestGoodbye = TimeSpan.FromSeconds(2);
    private readonly IGrainFactory _grains;
    private readonly SafeCalls _calls;
    private readonly IDeviceGrain _device;
    private readonly TimeProvider _time;
    private readonly DeviceMailbox _mailbox = new();
    private readonly IDeviceObserver _reference;
    private readonly StreamAlerts _alerts = new();
    private readonly string _token;
    private DateTimeOffset _nextHeartbeat;
    private DateTimeOffset _nextRenewal;
    private DateTimeOffset _renewedAt;
    private Task<DeviceList?>? _renewal;
    private bool _isOpen;

    /// <param name="grains">Makes the reference by which the grain calls.</param>
    /// <param name="calls">Makes the first subscription.</param>
    /// <param name="device">The device's grain.</param>
    /// <param name="token">The token that the connection was let in by; the stream lasts as long as it counts.</param>
    /// <param name="time">When renewals and heartbeats are due.</param>
    public DeviceStream(IGrainFactory grains, SafeCalls calls, IDeviceGrain device, string token, TimeProvider time)
    {
        (_grains, _calls, _device, _token, _time) = (grains, calls, device, token, time);
        _reference = grains.CreateObjectReference<IDeviceObserver>(_mailbox);
    }

    /// <summary>Waits for what is to be written next.</summary>
    /// <param name="version">The version that the device shows, -1 for none.</param>
    /// <param name="cancel">The stream's end.</param>
    /// <returns>Null when the device was activated anew or removed: the stream is over.</returns>
    public async Task<IReadOnlyList<SseItem<string>>?> NextAsync(long version, CancellationToken cancel)
    {
        if (!_isOpen)
            return await OpenAsync(version, cancel);
        while (true)
        {
            await WaitAsync(cancel);
            if (_mailbox.IsRevoked)
                return null;
            var items = new List<SseItem<string>>();
            var (list, alerts) = _mailbox.Take();
            // The same version comes again when the device said that it lost its list.
            if (list is not null && list.Version >= version)
                items.Add(Take(list));
            if (_renewal is { IsCompleted: true })
            {
                if (await EndRenewalAsync(_renewal) is not { } renewed)
                    return null;
                if (renewed.Version > Math.Max(version, list?.Version ?? -1))
                    items.Add(Take(renewed));
            }
            else if (_renewal is null && (_mailbox.HasMoved || _time.GetUtcNow() >= _nextRenewal))
            {
                _mailbox.HasMoved = false;
                _renewal = RenewAsync();
            }
            items.AddRange(alerts.Where(_alerts.Give).Concat(_alerts.GiveDue(_time.GetUtcNow())).Select(Alert));
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
                await _device.Unsubscribe(_reference).WaitAsync(s_longestGoodbye, _time);
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

    /// <summary>Whoever connects later is told of what is due now.</summary>
    private async Task<IReadOnlyList<SseItem<string>>?> OpenAsync(long version, CancellationToken cancel)
    {
        if (await _calls.MakeAsync(() => _device.Subscribe(_reference, _token), cancel) is not { } list)
            return null;
        _isOpen = true;
        NoteRenewed();
        // A device that is up to date gets a heartbeat, so that it sees the stream open.
        var (bookings, beat) = (Take(list), Heartbeat());
        ImmutableArray<JoinAlert> due = [.. _alerts.GiveDue(_time.GetUtcNow())];
        if (!due.IsEmpty)
            _ = NoteAlertedAsync(due);
        return [list.Version == version ? beat : bookings, .. due.Select(Alert)];
    }

    /// <summary>Whoever stands before the panel does not wait for it: the grain's silo may die just now.</summary>
    private async Task NoteAlertedAsync(ImmutableArray<JoinAlert> alerts)
    {
        try
        {
            await _device.Alerted(alerts).WaitAsync(s_longestRenewal, TimeProvider.System);
        }
#pragma warning disable CA1031 // The grain goes on to count them as unheard, and whoever connects next tells of them.
        catch (Exception)
#pragma warning restore CA1031
        {
            return;
        }
    }

    /// <summary>By the machine's clock, as the runtime's own limits of calls are.</summary>
    private Task<DeviceList?> RenewAsync() => _device.Subscribe(_reference, _token).WaitAsync(s_longestRenewal, TimeProvider.System);

    /// <summary>What a renewal that has ended brought: the list, null when the token counts no more, an empty one when it has to be tried again.</summary>
    private async Task<DeviceList?> EndRenewalAsync(Task<DeviceList?> renewal)
    {
        _renewal = null;
        try
        {
            var list = await renewal;
            NoteRenewed();
            return list;
        }
#pragma warning disable CA1031 // Whatever it was, it is tried again, and thrown when the lease is over.
        catch (Exception) when (_time.GetUtcNow() - _renewedAt < DeviceLease.Length)
#pragma warning restore CA1031
        {
            _nextRenewal = _time.GetUtcNow() + s_renewalPause;
            return DeviceList.Empty;
        }
    }

    private void NoteRenewed()
    {
        _renewedAt = _time.GetUtcNow();
        _nextRenewal = _renewedAt + DeviceLease.Renewal;
    }

    private async Task WaitAsync(CancellationToken cancel)
    {
        var due = NextAt() - _time.GetUtcNow();
        if (due <= TimeSpan.Zero || _renewal is { IsCompleted: true } || (_renewal is null && _mailbox.HasMoved))
            return;
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var mail = _mailbox.WaitAsync(wait.Token);
        var delay = Task.Delay(due, _time, wait.Token);
        await (_renewal is null ? Task.WhenAny(mail, delay) : Task.WhenAny(mail, delay, _renewal));
        await wait.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }

    private DateTimeOffset NextAt()
    {
        var next = _alerts.NextAt(_time.GetUtcNow()) is { } alert && alert < _nextHeartbeat ? alert : _nextHeartbeat;
        return _renewal is null && _nextRenewal < next ? _nextRenewal : next;
    }

    private SseItem<string> Take(DeviceList list)
    {
        _alerts.Follow(list);
        return Bookings(list);
    }

    private SseItem<string> Heartbeat()
    {
        _nextHeartbeat = _time.GetUtcNow() + s_heartbeatPeriod;
        return new SseItem<string>(_time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), "heartbeat");
    }

    private static SseItem<string> Bookings(DeviceList list) =>
        new(list.BookingsJson, "bookings") { EventId = list.Version.ToString(CultureInfo.InvariantCulture) };

    private static SseItem<string> Alert(JoinAlert alert) =>
        new(JsonSerializer.Serialize(new { bookingId = alert.BookingId, dueAt = alert.DueAt.UtcDateTime }), "alert");
}
