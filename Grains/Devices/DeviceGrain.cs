using HybridCalendar.Clients.Webex;
using HybridCalendar.Grains.Catalogs;
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
    TimeProvider time,
    Jitter jitter,
    ILogger<DeviceGrain> log) : Grain, IDeviceGrain, IRemindable
{
    private const string DeliveryReminder = "delivery";
    private static readonly TimeSpan s_codeLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_refusalPause = TimeSpan.FromMinutes(15);
    private const int MaxWrongTries = 5;

    private readonly ObserverManager<IDeviceObserver> _subscribers = new(DeviceLease.Length, log);
    private IGrainTimer? _delivery;
    private int _failures;
    private bool _isReminding;
    private DateTimeOffset _notBefore;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _subscribers.GetDateTime = () => time.GetUtcNow().UtcDateTime;
        if (state.State.MustDeliver)
            DeliverAfter(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public async Task Configure(DeviceSettings settings)
    {
        await state.WriteAsync(state.State with { Settings = settings, ConfirmedVersion = 0, ConfirmedAt = null, Problem = null });
        _notBefore = default;
        await catalog.PutDeviceAsync(new DeviceRow { Id = Id, DisplayName = settings.DisplayName, Link = settings.Link });
        await DeliverIfNeededAsync();
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
        await state.WriteAsync(new DeviceState());
        await StopRemindingAsync();
        await SendAwayAsync();
        return true;
    }

    public async Task Show(string bookingsJson)
    {
        if (state.State.Settings is null)
            return;
        var current = state.State.List;
        if (current.Version > 0 && current.BookingsJson == bookingsJson)
        {
            await DeliverIfNeededAsync();
            return;
        }
        await state.WriteAsync(state.State with { List = new DeviceList(current.Version + 1, bookingsJson) });
        await _subscribers.Notify(subscriber => subscriber.Show(state.State.List));
        await DeliverIfNeededAsync();
    }

    public async Task Alert(JoinAlert alert)
    {
        await _subscribers.Notify(subscriber => subscriber.Alert(alert));
        if (state.State.MustDeliver)
            DeliverAfter(TimeSpan.Zero);
    }

    public async Task SyncRequired()
    {
        await state.WriteAsync(state.State with { ConfirmedVersion = 0 });
        await _subscribers.Notify(subscriber => subscriber.Show(state.State.List));
        await DeliverIfNeededAsync();
    }

    public async Task Verify()
    {
        if (state.State is not { MustDeliver: false, ConfirmedAt: { } confirmed, Settings: { Link: DeviceLink.WebexCloud, WebexDeviceId: { } webexId } })
            return;
        try
        {
            if (await webex.GetUptimeAsync(webexId) is { } uptime && time.GetUtcNow() - uptime > confirmed)
                await SyncRequired();
        }
        catch (WebexException failure)
        {
            // Off, busy, or not ours to ask: the next time comes.
            LogNotVerified(log, failure);
        }
    }

    public async Task<ActivationCode> CreateActivationCode()
    {
        var code = new ActivationCode(DeviceSecrets.NewCode(), time.GetUtcNow() + s_codeLife);
        await state.WriteAsync(state.State with { Activation = new PendingActivation(DeviceSecrets.HashOfCode(code.Code), code.ExpiresAt, 0) });
        return code;
    }

    public async Task<string?> Activate(string code)
    {
        if (state.State.Activation is not { } pending || pending.ExpiresAt <= time.GetUtcNow() || pending.WrongTries >= MaxWrongTries)
            return null;
        if (!DeviceSecrets.Matches(pending.CodeHash, DeviceSecrets.HashOfCode(code)))
        {
            await state.WriteAsync(state.State with { Activation = pending with { WrongTries = pending.WrongTries + 1 } });
            return null;
        }
        var token = DeviceSecrets.NewToken();
        await state.WriteAsync(state.State with { Activation = null, TokenHash = DeviceSecrets.Hash(token) });
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

    public Task Confirm(long version) => version > state.State.ConfirmedVersion && version <= state.State.List.Version
        ? state.WriteAsync(state.State with { ConfirmedVersion = version, ConfirmedAt = time.GetUtcNow(), Problem = null })
        : Task.CompletedTask;

    /// <summary>A crash left a list undelivered, or the device is out of reach for long.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _isReminding = true;
        if (!state.State.MustDeliver)
            await StopRemindingAsync();
        else
            DeliverAfter(TimeSpan.Zero);
    }

    /// <summary>Their streams end; one that does not hear it is told at the next renewal of its lease.</summary>
    private async Task SendAwayAsync()
    {
        await _subscribers.Notify(subscriber => subscriber.Revoked());
        _subscribers.Clear();
    }

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private async Task DeliverIfNeededAsync()
    {
        if (!state.State.MustDeliver)
            return;
        if (!_isReminding)
            await this.RegisterOrUpdateReminder(DeliveryReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        _isReminding = true;
        DeliverAfter(TimeSpan.Zero);
    }

    private void DeliverAfter(TimeSpan pause)
    {
        var wait = _notBefore - time.GetUtcNow();
        pause = pause > wait ? pause : wait;
        _delivery ??= this.RegisterGrainTimer(
            DeliverAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        _delivery.Change(pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>One call at a time, as a grain's turns are; what came in during the call is delivered by the next.</summary>
    private async Task DeliverAsync(CancellationToken cancellationToken)
    {
        if (state.State is not { MustDeliver: true, Settings.WebexDeviceId: { } webexId, List: var list })
            return;
        var outcome = await webex.PutBookingsAsync(webexId, list.BookingsJson, cancellationToken);
        switch (outcome.Status)
        {
            case DeliveryStatus.Delivered:
                _failures = 0;
                await state.WriteAsync(state.State with { ConfirmedVersion = list.Version, ConfirmedAt = time.GetUtcNow(), Problem = null });
                await StopRemindingAsync();
                break;
            case DeliveryStatus.Busy:
                Wait(Longer(outcome.RetryAfter ?? TimeSpan.Zero, jitter.PauseAfter(++_failures, s_longestPause)));
                DeliverAfter(TimeSpan.Zero);
                break;
            default:
                await NoteRefusalAsync(outcome);
                break;
        }
    }

    /// <summary>A newer list must not come before the device or the cloud is ready for it.</summary>
    private void Wait(TimeSpan pause) => _notBefore = time.GetUtcNow() + pause;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>The same list may be refused again: it waits for the room's next read, for a newer list, or for an administrator.</summary>
    private async Task NoteRefusalAsync(DeliveryOutcome outcome)
    {
        LogRefused(log, outcome.Status, outcome.Reason);
        var problem = outcome.Status == DeliveryStatus.DeviceUnknown
            ? "Webex knows no device with this id."
            : $"Webex refuses the list ({outcome.Reason}).";
        Wait(s_refusalPause);
        await state.WriteAsync(state.State with { Problem = problem });
        await StopRemindingAsync();
    }

    private async Task StopRemindingAsync()
    {
        if (!_isReminding)
            return;
        if (await this.GetReminder(DeliveryReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        _isReminding = false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A device could not be asked whether it was restarted")]
    private static partial void LogNotVerified(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A device did not take its list: {Status}, {Reason}")]
    private static partial void LogRefused(ILogger logger, DeliveryStatus status, string? reason);
}
