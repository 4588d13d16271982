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
    private static readonly TimeSpan s_codeLife = TimeSpan.FromHours(24);
    private const int MaxWrongTries = 5;

    private readonly ObserverManager<IDeviceObserver> _subscribers = new(DeviceLease.Length, log);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _subscribers.GetDateTime = () => time.GetUtcNow().UtcDateTime;
        if (state.State.MustDeliver)
            DeliverAfter(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public async Task Configure(DeviceSettings settings)
    {
        _doubts++;
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
        _doubts++;
        await state.WriteAsync(state.State.Removed());
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
        _doubts++;
        await state.WriteAsync(state.State with { ConfirmedVersion = 0 });
        await _subscribers.Notify(subscriber => subscriber.Show(state.State.List));
        await DeliverIfNeededAsync();
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

    /// <summary>Their streams end; one that does not hear it is told at the next renewal of its lease.</summary>
    private async Task SendAwayAsync()
    {
        await _subscribers.Notify(subscriber => subscriber.Revoked());
        _subscribers.Clear();
    }

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());
}
