using System.Globalization;
using System.Text.Json;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Devices;

/// <summary>Tells a device's timeline what became of its lists. Pure.</summary>
/// <param name="id">The device's id, which stands for its name where it has none.</param>
public sealed class DeviceStory(string id)
{
    /// <summary>A device that takes longer has shown something old to whoever stood before it.</summary>
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(1);

    /// <summary>The device has the newest list. Each is told by itself: whoever asks about one meeting asks which list held it, and when the device took it.</summary>
    /// <param name="before">The state until now.</param>
    /// <param name="now">UTC.</param>
    public Timeline Took(DeviceState before, DateTimeOffset now)
    {
        var last = LastOfLists(before);
        var (version, count) = (before.List.Version.ToString(CultureInfo.InvariantCulture), Count(before.List).ToString(CultureInfo.InvariantCulture));
        if (last?.Fact?.Code == FactCodes.DeviceLost)
            return before.Timeline.AddEach(now, TimelineStep.Done, id, FactCodes.DeviceTookAgain, NameOf(before), version, count);
        return before.BehindSince is { } since && (last?.Step == TimelineStep.Failed || now - since > s_late)
            ? before.Timeline.AddEach(now, TimelineStep.Done, id, FactCodes.DeviceTookLate, NameOf(before), version, count, $"{since:u}")
            : before.Timeline.AddEach(now, TimelineStep.Done, id, FactCodes.DeviceTook, NameOf(before), version, count);
    }

    /// <summary>The device no longer has what it took.</summary>
    public Timeline Lost(DeviceState before, DateTimeOffset now) => before.ConfirmedVersion == 0
        ? before.Timeline
        : before.Timeline.Add(now, TimelineStep.Seen, id, FactCodes.DeviceLost, NameOf(before));

    /// <summary>Webex gave the list back.</summary>
    /// <param name="before">The state until now.</param>
    /// <param name="reason">Webex's status and tracking id; null when it does not know the device.</param>
    /// <param name="now">UTC.</param>
    public Timeline Refused(DeviceState before, string? reason, DateTimeOffset now) => reason is null
        ? before.Timeline.Add(now, TimelineStep.Failed, id, FactCodes.DeviceUnknown, NameOf(before))
        : before.Timeline.Add(now, TimelineStep.Failed, id, FactCodes.DeviceRefused, NameOf(before), reason);

    /// <summary>The device is out of reach: told once until it takes a list, however often it is tried.</summary>
    /// <param name="before">The state until now.</param>
    /// <param name="code">How that is known.</param>
    /// <param name="now">UTC.</param>
    public Timeline OutOfReach(DeviceState before, string code, DateTimeOffset now) => LastOfLists(before)?.Fact?.Code == code
        ? before.Timeline
        : before.Timeline.Add(now, TimelineStep.Failed, id, code, NameOf(before));

    /// <summary>It was not connected when an alert was due, and was given it when it came.</summary>
    /// <param name="before">The state until now.</param>
    /// <param name="alert">The alert.</param>
    /// <param name="now">UTC.</param>
    public Timeline AlertedLate(DeviceState before, JoinAlert alert, DateTimeOffset now) => before.Timeline.AddEach(
        now, TimelineStep.Done, $"{FactCodes.DeviceAlertedLate} {id}", FactCodes.DeviceAlertedLate, NameOf(before), $"{alert.DueAt:u}");

    private static TimelineEntry? LastOfLists(DeviceState state) => state.Timeline.Entries.LastOrDefault(entry => entry.Fact?.Code != FactCodes.DeviceAlertedLate);

    private string NameOf(DeviceState state) => state.Settings?.DisplayName is { Length: > 0 } name ? name : id;

    private static int Count(DeviceList list)
    {
        using var json = JsonDocument.Parse(list.BookingsJson);
        return json.RootElement.GetProperty("Bookings").GetArrayLength();
    }
}
