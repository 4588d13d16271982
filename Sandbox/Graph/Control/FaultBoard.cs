using System.Collections.Concurrent;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>The switched-on faults. Asking whether one strikes costs nothing while none is on.</summary>
public sealed class FaultBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Armed> _faults = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>All faults that are switched on, with how often each has struck.</summary>
    public IReadOnlyList<Fault> All => [.. _faults.Values.Select(a => a.Fault).OrderBy(f => f.Id, StringComparer.Ordinal)];

    /// <summary>Switches a fault on; one with the same id is replaced.</summary>
    public Fault Set(Fault fault)
    {
        var named = fault with { Id = fault.Id.Length > 0 ? fault.Id : $"fault-{Interlocked.Increment(ref _last)}", Strikes = 0 };
        Remove(named.Id);
        _faults[named.Id] = new(named, named.ForSeconds is { } seconds ? time.GetUtcNow().AddSeconds(seconds) : DateTimeOffset.MaxValue);
        return named;
    }

    /// <summary>Switches one fault off, and lets go what it holds.</summary>
    public bool Remove(string id)
    {
        if (!_faults.TryRemove(id, out var armed))
            return false;
        armed.LetGo();
        return true;
    }

    /// <summary>Switches all faults off.</summary>
    public void Clear()
    {
        foreach (var id in _faults.Keys)
            Remove(id);
    }

    /// <summary>The fault of this kind that strikes now, or nothing.</summary>
    internal Fault? Strike(FaultKind kind, Mailbox? mailbox, string? path = null, string? method = null, string? app = null) =>
        Find(kind, mailbox, path, method, app)?.Fault;

    /// <summary>Waits as long as a fault of kind <see cref="FaultKind.Hold"/> holds such a request.</summary>
    internal Task HoldAsync(Mailbox? mailbox, string path, string method, string app, CancellationToken cancel) =>
        Find(FaultKind.Hold, mailbox, path, method, app)?.Over.WaitAsync(cancel) ?? Task.CompletedTask;

    private Armed? Find(FaultKind kind, Mailbox? mailbox, string? path, string? method, string? app)
    {
        if (_faults.IsEmpty)
            return null;
        foreach (var armed in _faults.Values)
        {
            if (armed.Fault.Kind == kind && time.GetUtcNow() < armed.Until && Applies(armed.Fault, mailbox, path, method, app) && armed.Roll())
                return armed;
        }
        return null;
    }

    private static bool Applies(Fault fault, Mailbox? mailbox, string? path, string? method, string? app) =>
        (fault.Path is null || (path is not null && path.Contains(fault.Path, StringComparison.OrdinalIgnoreCase)))
        && (fault.App is null || app is null || string.Equals(fault.App, app, StringComparison.OrdinalIgnoreCase))
        && (fault.Method is null || string.Equals(fault.Method, method, StringComparison.OrdinalIgnoreCase))
        && (fault.Mailbox is null || (mailbox is not null && (string.Equals(fault.Mailbox, mailbox.Address, StringComparison.OrdinalIgnoreCase)
            || string.Equals(fault.Mailbox, mailbox.Id.ToString(), StringComparison.OrdinalIgnoreCase))));

    private sealed class Armed(Fault fault, DateTimeOffset until)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Random _dice = new(fault.Seed);
        private readonly Lock _gate = new();

        public DateTimeOffset Until => until;

        public Task Over => _over.Task;

        public Fault Fault { get; private set; } = fault;

        public void LetGo() => _over.TrySetResult();

        public bool Roll()
        {
            lock (_gate)
            {
                if (Fault.Count is { } count && Fault.Strikes >= count)
                    return false;
                if (Fault.Probability < 1 && _dice.NextDouble() >= Fault.Probability)
                    return false;
                Fault = Fault with { Strikes = Fault.Strikes + 1 };
                return true;
            }
        }
    }
}
