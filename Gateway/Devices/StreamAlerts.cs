using System.Collections.Immutable;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Devices;

/// <summary>
/// The alerts of one stream. The list itself says when each is due, so the stream is on time whatever becomes of the silo of the device's
/// grain; the grain's own alert, which may come as well, is given once.
/// </summary>
internal sealed class StreamAlerts
{
    private readonly HashSet<JoinAlert> _given = [];
    private ImmutableArray<ListedAlert> _listed = [];

    /// <summary>The device is sent this list.</summary>
    public void Follow(DeviceList list)
    {
        _listed = ListedAlert.Of(list);
        var bookings = _listed.Select(listed => listed.Alert.BookingId).ToHashSet();
        _given.RemoveWhere(alert => !bookings.Contains(alert.BookingId));
    }

    /// <summary>When the list's next alert is due, UTC, possibly in the past; null when none is to come.</summary>
    /// <param name="now">UTC.</param>
    public DateTimeOffset? NextAt(DateTimeOffset now) => Pending(now).Min(listed => (DateTimeOffset?)listed.Alert.DueAt);

    /// <summary>Notes an alert as given.</summary>
    /// <returns>False when it was given before.</returns>
    public bool Give(JoinAlert alert) => _given.Add(alert);

    /// <summary>The alerts of the list that are due and were not given, in their order. They count as given then.</summary>
    /// <param name="now">UTC.</param>
    public IReadOnlyList<JoinAlert> GiveDue(DateTimeOffset now)
    {
        var due = Pending(now).Select(listed => listed.Alert).Where(alert => alert.DueAt <= now).OrderBy(alert => alert.DueAt).ToList();
        _given.UnionWith(due);
        return due;
    }

    private IEnumerable<ListedAlert> Pending(DateTimeOffset now) => _listed.Where(listed => now < listed.End && !_given.Contains(listed.Alert));
}
