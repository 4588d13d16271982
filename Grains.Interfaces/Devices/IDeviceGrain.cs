using System.Collections.Immutable;
using HybridCalendar.Grains.Timelines;
using Orleans.Concurrency;

namespace HybridCalendar.Grains.Devices;

/// <summary>A room device: the list it must show, and the way to it.</summary>
[Alias("hc.device")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>Makes or changes the device.</summary>
    [Alias("configure")]
    Task Configure(DeviceSettings settings);

    /// <summary>The same as <see cref="Configure"/>, unless somebody changed the settings in between.</summary>
    /// <param name="read">The settings that the new ones were made from; null for a device that was not there.</param>
    /// <param name="settings">All that is to hold.</param>
    /// <returns>False when somebody did: nothing was changed then.</returns>
    [Alias("configure-from")]
    Task<bool> ConfigureFrom(DeviceSettings? read, DeviceSettings settings);

    /// <summary>Forgets the device: its token, its code and its list. Whoever is subscribed is sent away.</summary>
    /// <returns>False when there is no such device.</returns>
    [Alias("remove")]
    Task<bool> Remove();

    /// <summary>The device's token and its activation code count no more; whoever is subscribed is sent away. The device stays.</summary>
    /// <returns>False when there is no such device.</returns>
    [Alias("revoke")]
    Task<bool> Revoke();

    /// <summary>Null for a device that was never made, or was removed.</summary>
    [Alias("status")]
    Task<DeviceStatus?> GetStatus();

    /// <summary>The room's list. Stored at once, also while a delivery is under way; delivered soon after unless it is the same as before; a newer list replaces one that waits.</summary>
    /// <param name="bookingsJson">RoomOS <c>Bookings Put</c> JSON.</param>
    /// <param name="changedAt">When the calendar was changed that the list shows, UTC; null when that is not known.</param>
    [Alias("show")]
    Task Show(string bookingsJson, DateTimeOffset? changedAt = null);

    /// <summary>A meeting's Join is due now. Passed on while the device waits for the Webex cloud.</summary>
    /// <returns>False when the device hears of it by the gateway's stream alone, and is not connected.</returns>
    [AlwaysInterleave]
    [Alias("alert")]
    Task<bool> Alert(JoinAlert alert);

    /// <summary>An alert was passed on to nobody. One way: the room waits for nothing here.</summary>
    [OneWay]
    [Alias("note-unheard")]
    Task NoteUnheard(JoinAlert alert);

    /// <summary>
    /// The device connected, and is given what was due before. What it had heard in time is no news. One way: its stream does not wait for
    /// what is noted.
    /// </summary>
    [OneWay]
    [Alias("alerted")]
    Task Alerted(ImmutableArray<JoinAlert> alerts);

    /// <summary>The device lost its list (start, network loss): it is sent again although it did not change.</summary>
    [Alias("sync-required")]
    Task SyncRequired();

    /// <summary>
    /// Sees whether a device of the Webex cloud was started after it took its list: then it has lost it, and is sent it again. One way, and
    /// beside everything else: neither the room nor its next list must wait for a device that does not answer.
    /// </summary>
    [OneWay]
    [AlwaysInterleave]
    [Alias("verify")]
    Task Verify();

    /// <summary>Makes a new activation code and voids the one before. The token in use goes on until the new code is used.</summary>
    [Alias("activation-code")]
    Task<ActivationCode> CreateActivationCode();

    /// <summary>Trades an activation code for a bearer token; a code works once.</summary>
    /// <returns>The token, or null when the code is wrong, used, expired, or was guessed at too often.</returns>
    [Alias("activate")]
    Task<string?> Activate(string code);

    /// <summary>Whether a bearer token is this device's.</summary>
    [Alias("authenticate")]
    Task<bool> Authenticate(string token);

    /// <summary>
    /// Subscribes for <see cref="IDeviceObserver"/> calls, and renews a subscription: a lease of <see cref="DeviceLease.Length"/>.
    /// </summary>
    /// <param name="observer">Whom to call.</param>
    /// <param name="token">The bearer token that the subscriber was let in by.</param>
    /// <returns>The list now; null when the token is not, or no longer, the device's: nothing was subscribed then.</returns>
    [Alias("subscribe")]
    Task<DeviceList?> Subscribe(IDeviceObserver observer, string token);

    [Alias("unsubscribe")]
    Task Unsubscribe(IDeviceObserver observer);

    /// <summary>A subscriber has shown the list of this version.</summary>
    [Alias("confirm")]
    Task Confirm(long version);

    /// <summary>What became of its lists: taken, refused, lost, and since when they waited.</summary>
    [Alias("timeline")]
    Task<Timeline> GetTimeline();
}
