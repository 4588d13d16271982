using System.Collections.Immutable;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Overviews;
using HybridCalendar.Grains.Timelines;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Utilities;

namespace HybridCalendar.Grains.Devices;

/// <inheritdoc cref="IDeviceGrain"/>
[GrainType("device")]
internal sealed partial class DeviceGrain(
    [PersistentState("device")] IPersistentState<DeviceState> state,
    IWebexDevices webex,
    Catalog catalog,
    Restores restores,
    DeviceLatency latency,
    TimeProvider time,
    Jitter jitter,
    ILogger<DeviceGrain> log) : Grain, IDeviceGrain, IRemindable
{
    private static readonly TimeSpan s_codeLife = TimeSpan.FromHours(24);
    private const int MaxWrongTries = 5;

    /// <summary>Meetings that go on at one time are few; a device that is off for days is alerted of the last.</summary>
    private const int MostUnheard = 8;

    private readonly PendingChanges _changes = new();

    /// <summary>What storage holds: calls that interleave must not go by a value whose write may still fail.</summary>
    private DeviceState _stored = new();

    /// <summary>Whether a delivery came due during a write.</summary>
    private bool _wasDue;
    private readonly ObserverManager<IDeviceObserver> _subscribers = new(DeviceLease.Length, log);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _subscribers.GetDateTime = () => time.GetUtcNow().UtcDateTime;
        _stored = state.State;
        _sureUntil = Now + s_sure;
        if (state.State.MustDeliver)
            DeliverAfter(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    /// <summary>Best effort: who does not hear it, as when the silo is killed, renews soon anyway.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _subscribers.Notify(subscriber => subscriber.Moved());

    public async Task Configure(DeviceSettings settings)
    {
        _doubts++;
        await WriteAsync(state.State with { Settings = settings, ConfirmedVersion = 0, ConfirmedAt = null, Problem = null, BehindSince = state.State.BehindSince ?? Now });
        _notBefore = default;
        await catalog.PutDeviceAsync(new DeviceRow { Id = Id, DisplayName = settings.DisplayName, Link = settings.Link });
        await DeliverIfNeededAsync();
    }

    public async Task<bool> ConfigureFrom(DeviceSettings? read, DeviceSettings settings)
    {
        if (state.State.Settings != read)
            return false;
        await Configure(settings);
        return true;
    }

    public Task<DeviceStatus?> GetStatus() => Task.FromResult(state.State.Settings is not { } settings ? null : new DeviceStatus
    {
        Settings = settings,
        List = state.State.List,
        ConfirmedVersion = state.State.ConfirmedVersion,
        ConfirmedAt = state.State.ConfirmedAt,
        Subscribers = _subscribers.Count,
        Problem = state.State.Problem,
        IsActivated = state.State.TokenHash is not null,
    });

    public async Task<bool> Remove()
    {
        if (state.State.Settings is null)
            return false;
        await catalog.DeleteDeviceAsync(Id);
        _doubts++;
        await WriteAsync(state.State.Removed());
        await StopRemindingAsync();
        await SendAwayAsync();
        return true;
    }

    public async Task<bool> Revoke()
    {
        if (state.State.Settings is null)
            return false;
        await WriteAsync(state.State with { Activation = null, TokenHash = null });
        await SendAwayAsync();
        return true;
    }

    public async Task Show(string bookingsJson, DateTimeOffset? changedAt = null)
    {
        if (state.State.Settings is null)
            return;
        var current = state.State.List;
        if (current.Version > 0 && current.BookingsJson == bookingsJson && !IsOfBackup)
        {
            await DeliverWithinCallAsync();
            return;
        }
        await WriteAsync(state.State with
        {
            List = new DeviceList(NextVersion, bookingsJson),
            Restores = restores.Count,
            BehindSince = current.Version == state.State.ConfirmedVersion ? Now : state.State.BehindSince ?? Now,
            Timeline = IsConnected ? state.State.Timeline : Story.OutOfReach(state.State, FactCodes.DeviceAway, Now),
        });
        _changes.Add(state.State.List.Version, changedAt);
        await _subscribers.Notify(subscriber => subscriber.Show(state.State.List));
        await DeliverWithinCallAsync();
    }

    public async Task<bool> Alert(JoinAlert alert)
    {
        await _subscribers.Notify(subscriber => subscriber.Alert(alert));
        if (_stored.MustDeliver)
            DeliverAfter(TimeSpan.Zero);
        if (IsConnected)
            return true;
        // In a turn of its own: this one interleaves, and writes no state.
        await this.AsReference<IDeviceGrain>().NoteUnheard(alert);
        return false;
    }

    public async Task NoteUnheard(JoinAlert alert)
    {
        if (state.State.Settings is not null && !state.State.Unheard.Contains(alert))
            await WriteAsync(state.State with { Unheard = [.. state.State.Unheard.TakeLast(MostUnheard - 1), alert] });
    }

    public async Task Alerted(ImmutableArray<JoinAlert> alerts)
    {
        var next = state.State;
        foreach (var alert in alerts.Where(alert => next.Unheard.Contains(alert)))
            next = next with { Unheard = next.Unheard.Remove(alert), Timeline = Story.AlertedLate(next, alert, Now) };
        if (next != state.State)
            await WriteAsync(next);
    }

    public async Task SyncRequired()
    {
        await DoubtAsync(Story.Lost(state.State, Now));
        await _subscribers.Notify(subscriber => subscriber.Show(state.State.List));
        await DeliverIfNeededAsync();
    }

    /// <summary>Whatever the device was known to hold, it is sent the list again.</summary>
    private Task DoubtAsync(Timeline timeline)
    {
        _doubts++;
        return WriteAsync(state.State with { ConfirmedVersion = 0, BehindSince = state.State.BehindSince ?? Now, Timeline = timeline });
    }

    public async Task<ActivationCode> CreateActivationCode()
    {
        var code = new ActivationCode(DeviceSecrets.NewCode(), time.GetUtcNow() + s_codeLife);
        await WriteAsync(state.State with { Activation = new PendingActivation(DeviceSecrets.HashOfCode(code.Code), code.ExpiresAt, 0) });
        return code;
    }

    public async Task<string?> Activate(string code)
    {
        if (state.State.Activation is not { } pending || pending.ExpiresAt <= time.GetUtcNow() || pending.WrongTries >= MaxWrongTries)
            return null;
        if (!DeviceSecrets.Matches(pending.CodeHash, DeviceSecrets.HashOfCode(code)))
        {
            await WriteAsync(state.State with { Activation = pending with { WrongTries = pending.WrongTries + 1 } });
            return null;
        }
        var token = DeviceSecrets.NewToken();
        await WriteAsync(state.State with { Activation = null, TokenHash = DeviceSecrets.Hash(token) });
        await SendAwayAsync();
        return token;
    }

    public Task<bool> Authenticate(string token) => Task.FromResult(DeviceSecrets.Matches(state.State.TokenHash, DeviceSecrets.Hash(token)));

    public async Task<DeviceList?> Subscribe(IDeviceObserver observer, string token)
    {
        if (!await Authenticate(token))
            return null;
        _subscribers.Subscribe(observer, observer);
        return state.State.List;
    }

    public Task Unsubscribe(IDeviceObserver observer)
    {
        _subscribers.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    public Task Confirm(long version) =>
        version > state.State.ConfirmedVersion && version <= state.State.List.Version ? NoteConfirmedAsync(version) : Task.CompletedTask;

    private async Task NoteConfirmedAsync(long version)
    {
        // Out of the lists first: after a crash in between the state still tells that there is something to take out.
        if (state.State.Problem is not null)
            await catalog.NoteDeviceProblemAsync(Id, null);
        await WriteAsync(Confirmed(version));
        foreach (var changedAt in _changes.Take(version))
            latency.Record(changedAt);
    }

    public Task<Timeline> GetTimeline() => Task.FromResult(state.State.Timeline);

    private DeviceState Confirmed(long version)
    {
        var next = state.State with { ConfirmedVersion = version, ConfirmedAt = Now, Problem = null };
        return version < state.State.List.Version ? next : next with { BehindSince = null, Timeline = Story.Took(state.State, Now) };
    }

    private async Task WriteAsync(DeviceState next)
    {
        try
        {
            await state.WriteAsync(next);
            _sureUntil = Now + s_sure;
        }
        finally
        {
            // When it failed, this is what was there before.
            _stored = state.State;
            if (_wasDue)
                DeliverAfter(TimeSpan.Zero);
            _wasDue = false;
        }
    }

    /// <summary>A device of the cloud shows Join by its list; one of the stream hears of it only while it is subscribed.</summary>
    private bool IsConnected
    {
        get
        {
            _subscribers.ClearExpired();
            return _stored.Settings?.Link == DeviceLink.WebexCloud || _subscribers.Count > 0;
        }
    }

    /// <summary>Whether the list is from before the database was restored: the device may show one that nobody here knows of.</summary>
    private bool IsOfBackup => state.State.Restores < restores.Count;

    /// <summary>
    /// After a restore versions that were given after the backup must not be given once more for other lists: who has the first would not take the
    /// second. A list changes far less often than once a second, so the time is ahead of all versions.
    /// </summary>
    private long NextVersion => Math.Max(state.State.List.Version + 1, IsOfBackup ? Now.ToUnixTimeSeconds() : 0);

    private DeviceStory Story => new(Id);

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Their streams end; one that does not hear it is told at the next renewal of its lease.</summary>
    private async Task SendAwayAsync()
    {
        await _subscribers.Notify(subscriber => subscriber.Revoked());
        _subscribers.Clear();
    }

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());
}
