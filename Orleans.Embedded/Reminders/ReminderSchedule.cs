using Orleans.Runtime;

namespace Orleans;

/// <summary>All reminders in memory, by grain and by due time. Not safe across threads: its owner locks.</summary>
internal sealed class ReminderSchedule
{
    private readonly Dictionary<GrainId, List<ReminderEntry>> _byGrain = [];
    private readonly Dictionary<ReminderEntry, DateTimeOffset> _due = new(ReferenceEqualityComparer.Instance);
    private readonly SortedSet<(DateTimeOffset Due, long Version, ReminderEntry Entry)> _queue =
        new(Comparer<(DateTimeOffset Due, long Version, ReminderEntry Entry)>.Create((left, right) =>
            left.Due != right.Due ? left.Due.CompareTo(right.Due)
            : left.Version != right.Version ? left.Version.CompareTo(right.Version)
            : string.CompareOrdinal(left.Entry.Grain + left.Entry.Name, right.Entry.Grain + right.Entry.Name)));

    public DateTimeOffset? NextDue => _queue.Count == 0 ? null : _queue.Min.Due;

    public ReminderEntry? Find(GrainId grain, string name) => Of(grain).Find(entry => entry.Name == name);

    public List<ReminderEntry> Of(GrainId grain) => _byGrain.TryGetValue(grain, out var entries) ? entries : [];

    /// <summary>Adds a reminder, in place of the one of its name.</summary>
    public void Set(ReminderEntry entry, DateTimeOffset due)
    {
        if (Find(entry.Grain, entry.Name) is { } former) Remove(former);
        if (!_byGrain.TryGetValue(entry.Grain, out var entries)) _byGrain[entry.Grain] = entries = [];
        entries.Add(entry);
        Enqueue(entry, due);
    }

    public void Remove(ReminderEntry entry)
    {
        if (!_byGrain.TryGetValue(entry.Grain, out var entries) || !entries.Remove(entry)) return;
        if (entries.Count == 0) _byGrain.Remove(entry.Grain);
        if (_due.Remove(entry, out var due)) _queue.Remove((due, entry.Version, entry));
    }

    /// <summary>Takes one reminder that is due out of the queue; it stays registered, and is put back after its tick.</summary>
    public (ReminderEntry Entry, DateTimeOffset Due)? TakeDue(DateTimeOffset now)
    {
        if (NextDue is not { } next || next > now) return null;
        var (due, _, entry) = _queue.Min;
        _queue.Remove(_queue.Min);
        _due.Remove(entry);
        return (entry, due);
    }

    /// <summary>Puts a reminder back, unless it was ended or replaced meanwhile.</summary>
    public void PutBack(ReminderEntry entry, DateTimeOffset due)
    {
        if (ReferenceEquals(Find(entry.Grain, entry.Name), entry)) Enqueue(entry, due);
    }

    private void Enqueue(ReminderEntry entry, DateTimeOffset due)
    {
        _due[entry] = due;
        _queue.Add((due, entry.Version, entry));
    }
}
