using System.Collections.Immutable;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Devices;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Rooms;

/// <content>
/// What devices are told. One that fails keeps nothing from the others: it is noted, and told again until it takes it.
/// </content>
internal sealed partial class RoomMailboxGrain
{
    private const string DevicesReminder = "devices";

    /// <summary>Less than those wait who call the room.</summary>
    private static readonly TimeSpan s_longestShow = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_longestShowPause = TimeSpan.FromMinutes(5);
    private bool _mustVerify;
    private bool _haveWoken;
    private bool _showsAgain;
    private int _showFailures;

    /// <summary>The list for those devices that could not be told; null while all hold it, and when this activation has not read yet.</summary>
    private string? _list;

    /// <summary>
    /// Each device costs a call to Webex: once a reconcile period, when the reminder has come. Rooms have it at different times of the
    /// period, so that after a start not all do it at once, and it comes whether or not the activation was there before.
    /// </summary>
    protected override async Task JudgeAsync()
    {
        await WakeDevicesAsync();
        if (!_mustVerify)
            return;
        _mustVerify = false;
        foreach (var id in State.Settings.Devices)
            await Device(id).Verify();
    }

    /// <summary>
    /// A device that wakes sends what it has not confirmed. When a crash interrupted both, this room may be the only one to remember that there
    /// is something to send: docs/decisions/024.
    /// </summary>
    private async Task WakeDevicesAsync()
    {
        if (_haveWoken)
            return;
        _haveWoken = true;
        await TellAsync(State.Settings.Devices, id => Device(id).GetStatus(), s_longestShow);
    }

    /// <summary>The bookings that devices show.</summary>
    private Task<IReadOnlyDictionary<string, Booking>> ReadShownAsync() =>
        ShownBookings.ReadAsync(State.Settings.Devices, ReadListAsync, State.Bookings);

    /// <summary>Null also for a device that cannot be asked: another one of the room shows the same.</summary>
    private async Task<string?> ReadListAsync(string id)
    {
        string? list = null;
        await TryTellAsync(async () => list = (await Device(id).GetStatus())?.List.BookingsJson, s_longestShow);
        return list;
    }

    /// <returns>The devices that could not be told.</returns>
    private Task<ImmutableArray<string>> ShowAsync(ImmutableArray<string> devices, string bookingsJson, DateTimeOffset? changedAt = null) =>
        TellAsync(devices, id => Device(id).Show(bookingsJson, changedAt), s_longestShow);

    /// <summary>Takes the list from devices that no longer stand here, and sets those free that took it.</summary>
    private async Task ClearLeavingAsync()
    {
        var failed = await ShowAsync(State.Leaving, DeviceList.Empty.BookingsJson);
        var cleared = State.Leaving.RemoveRange(failed);
        if (cleared.IsEmpty)
            return;
        await Services.Claims.ReleaseDevicesAsync(Mail, cleared);
        await WriteAsync(State with { Leaving = failed });
    }

    /// <summary>Has devices told again that could not be told; a crash does not forget it. The first failure may be of a moment.</summary>
    private async Task FollowUpDevicesAsync()
    {
        var isFailing = !(State.Unshown.IsEmpty && State.Leaving.IsEmpty);
        _showFailures = isFailing ? _showFailures + 1 : 0;
        if (isFailing)
            await this.RegisterOrUpdateReminder(DevicesReminder, Services.Jitter.PauseAfter(_showFailures, s_longestShowPause), s_longestShowPause);
        else if (_showsAgain && await this.GetReminder(DevicesReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        _showsAgain = isFailing;
        if (_showFailures != 1)
            await NoteAsync(code => code == HealthCode.DevicesFail, FailingDevices.Judge([.. State.Unshown.Union(State.Leaving)]));
    }

    private async Task ShowAgainAsync()
    {
        _showsAgain = true;
        await ClearLeavingAsync();
        // A read of the calendar is only worth it for a list that is not at hand: a device may fail for ever.
        if (IsEnabled && _list is null && !State.Unshown.IsEmpty)
        {
            ReadSoon();
            return;
        }
        var unshown = await ShowAsync(State.Unshown, IsEnabled && _list is not null ? _list : DeviceList.Empty.BookingsJson);
        if (!unshown.SequenceEqual(State.Unshown))
            await WriteAsync(State with { Unshown = unshown });
        if (unshown.IsEmpty)
            _list = null;
        await FollowUpDevicesAsync();
    }

    /// <returns>The devices that could not be told.</returns>
    private async Task<ImmutableArray<string>> TellAsync(ImmutableArray<string> devices, Func<string, Task> tell, TimeSpan longest)
    {
        var isTold = await Task.WhenAll(devices.Select(id => TryTellAsync(() => tell(id), longest)));
        return [.. devices.Where((_, index) => !isTold[index])];
    }

    private async Task<bool> TryTellAsync(Func<Task> tell, TimeSpan longest)
    {
        try
        {
            // By the machine's clock, as the runtime's own limits of calls are: it is how long others really wait.
            await tell().WaitAsync(longest, TimeProvider.System);
            return true;
        }
#pragma warning disable CA1031 // Whatever is wrong with one device, the others of the room go on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogDeviceFails(Services.Log, failure);
            return false;
        }
    }

    private IDeviceGrain Device(string id) => GrainFactory.GetGrain<IDeviceGrain>(GrainKeys.Device(id));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A device of a room could not be told what to show; it is told again")]
    private static partial void LogDeviceFails(ILogger logger, Exception failure);
}
