namespace HybridCalendar.Sandbox.Devices;

/// <summary>A RoomOS device: it holds the list that the last Put gave it and shows Join when it is time.</summary>
public sealed class SimulatedDevice(string id, string displayName, string workspaceId, string workspaceName, TimeProvider time)
{
    private readonly Lock _lock = new();
    private IReadOnlyList<DeviceBooking> _bookings = [];
    private TaskCompletionSource _changed = NewSignal();
    private DateTimeOffset? _lastPut;
    private DeviceCall? _call;
    private string _connection = "connected";
    private bool _syncRequired;
    private int _puts;
    private int _clears;
    private int _busy;
    private DateTimeOffset _booted = time.GetUtcNow();

    public string Id => id;

    public string DisplayName => displayName;

    public string WorkspaceId => workspaceId;

    public string WorkspaceName => workspaceName;

    public string Product { get; init; } = "Cisco Room Bar Pro";

    /// <summary>Registered on premises instead of in the Webex cloud.</summary>
    public bool IsOnPremises { get; init; }

    public DateTimeOffset Created { get; } = time.GetUtcNow();

    public string ConnectionStatus
    {
        get
        {
            lock (_lock) return _connection;
        }
    }

    /// <summary>Completes at the next change; take it before reading the state.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    /// <summary>Claims the device for one command; false when it is at work on another.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _busy, 1) == 0;

    public void End() => Interlocked.Exchange(ref _busy, 0);

    /// <summary>Replaces the whole list, as RoomOS does: there is no merge.</summary>
    public void Put(IEnumerable<DeviceBooking> bookings)
    {
        var sorted = bookings.OrderBy(b => b.StartTime).ThenBy(b => b.Id, StringComparer.Ordinal).ToList();
        Change(() =>
        {
            _bookings = sorted;
            _lastPut = time.GetUtcNow();
            _syncRequired = false;
            _puts++;
        });
    }

    public void Clear() => Change(() =>
    {
        _bookings = [];
        _clears++;
    });

    /// <summary>A restart loses the list: the device shows nothing until the cloud sends it again.</summary>
    public void Reboot() => Change(() =>
    {
        _bookings = [];
        _call = null;
        _syncRequired = true;
        _booted = time.GetUtcNow();
    });

    public void SetConnection(bool connected) => Change(() => _connection = connected ? "connected" : "disconnected");

    /// <summary>Presses Join. Returns the call, or null when that button does not show.</summary>
    public DeviceCall? Join(string bookingId)
    {
        DeviceCall? call = null;
        Change(() =>
        {
            var now = time.GetUtcNow();
            var booking = _bookings.FirstOrDefault(b => b.Id == bookingId && b.ShowsJoin(now));
            if (booking is null) return;
            call = _call = new DeviceCall(booking.Id, booking.Title, booking.Number, booking.Protocol, booking.MeetingPlatform, now);
        });
        return call;
    }

    public void HangUp() => Change(() => _call = null);

    public DeviceState State()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var next = _bookings
                .SelectMany(b => new[] { b.JoinFrom, b.StartTime, b.EndTime, b.JoinUntil })
                .Where(t => t > now)
                .Select(t => (DateTimeOffset?)t)
                .Min();
            var joins = _bookings.Where(b => b.ShowsJoin(now)).Select(b => b.Id).ToList();
            return new DeviceState(
                id, displayName, workspaceId, workspaceName, IsOnPremises, _connection, _syncRequired, _puts, _clears, _lastPut, _booted, now, joins, next, _call, _bookings);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource signal;
        lock (_lock)
        {
            change();
            signal = _changed;
            _changed = NewSignal();
        }
        signal.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
