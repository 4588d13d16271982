using HybridCalendar.Sandbox.Tms.Soap;

namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>The fault switches that are on.</summary>
internal sealed class TmsFaults
{
    private readonly Lock _lock = new();
    private readonly List<Active> _switches = [];
    private int _lastId;

    /// <exception cref="TmsFault">It names a fault that does not exist.</exception>
    public int Add(TmsFaultSwitch fault)
    {
        if (fault.Kind == TmsFaultKind.Fault && !TmsErrorCode.Named.ContainsKey(fault.Fault ?? ""))
            throw TmsFault.Unspecified($"fault must be one of {string.Join(", ", TmsErrorCode.Named.Keys.Order(StringComparer.Ordinal))}.");
        lock (_lock)
        {
            _switches.Add(new Active(++_lastId, fault));
            return _lastId;
        }
    }

    public void Replace(IEnumerable<TmsFaultSwitch> faults)
    {
        lock (_lock)
            _switches.Clear();
        foreach (var fault in faults)
            Add(fault);
    }

    public bool Remove(int id)
    {
        lock (_lock)
            return _switches.RemoveAll(one => one.Id == id) > 0;
    }

    public IReadOnlyList<object> Snapshot()
    {
        lock (_lock)
            return [.. _switches.Select(one => new { id = one.Id, hits = one.Hits, fault = one.Fault })];
    }

    /// <summary>Whether a fault strikes now; it counts as a hit.</summary>
    public bool Strikes(TmsFaultKind kind, string? operation = null) => Hit(kind, operation) is not null;

    /// <summary>The switch that strikes now; null for none.</summary>
    public TmsFaultSwitch? Hit(TmsFaultKind kind, string? operation = null)
    {
        lock (_lock)
            return _switches.FirstOrDefault(one => one.Fault.Kind == kind && one.Hit(operation))?.Fault;
    }

    private sealed class Active(int id, TmsFaultSwitch fault)
    {
        private readonly Random _random = new(fault.Seed);

        public int Id => id;

        public TmsFaultSwitch Fault => fault;

        public int Hits { get; private set; }

        public bool Hit(string? operation)
        {
            if (Hits >= fault.Count || (fault.Operation is { } only && operation is not null && only != operation) || _random.NextDouble() >= fault.Probability)
                return false;
            Hits++;
            return true;
        }
    }
}
