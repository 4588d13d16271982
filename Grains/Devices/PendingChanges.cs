namespace HybridCalendar.Grains.Devices;

/// <summary>Changes of the calendar that a device has not confirmed yet.</summary>
internal sealed class PendingChanges
{
    /// <summary>A device that is off confirms nothing: the oldest tell enough of how long it takes.</summary>
    private const int Most = 8;
    private readonly List<(long Version, DateTimeOffset ChangedAt)> _changes = [];

    public void Add(long version, DateTimeOffset? changedAt)
    {
        if (changedAt is { } at && _changes.Count < Most)
            _changes.Add((version, at));
    }

    /// <summary>Those that a version shows.</summary>
    public IReadOnlyList<DateTimeOffset> Take(long version)
    {
        var taken = _changes.Where(change => change.Version <= version).Select(change => change.ChangedAt).ToList();
        _changes.RemoveAll(change => change.Version <= version);
        return taken;
    }
}
