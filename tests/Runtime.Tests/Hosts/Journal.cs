using System.Collections.Concurrent;

namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>What grains did, in order, for tests to wait for. Grains and tests share the process on both runtimes.</summary>
public sealed class Journal
{
    private static readonly ConcurrentDictionary<string, Journal> All = new();
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly List<string> _entries = [];
    private TaskCompletionSource _changed = New();

    public static Journal Of(string key) => All.GetOrAdd(key, _ => new Journal());

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_entries) return [.. _entries];
        }
    }

    public void Add(string entry)
    {
        TaskCompletionSource changed;
        lock (_entries)
        {
            _entries.Add(entry);
            (changed, _changed) = (_changed, New());
        }

        changed.SetResult();
    }

    public int Count(string entry) => Entries.Count(found => found == entry);

    /// <summary>Waits until the entry was made so many times.</summary>
    public async Task WaitForAsync(string entry, int count = 1)
    {
        var deadline = Task.Delay(Deadline);
        while (true)
        {
            Task changed;
            lock (_entries)
            {
                if (_entries.Count(found => found == entry) >= count) return;
                changed = _changed.Task;
            }

            if (await Task.WhenAny(changed, deadline) == deadline)
                throw new TimeoutException($"Waited for {count} x '{entry}'; there are: {string.Join(", ", Entries)}");
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
