using System.Collections.Concurrent;

namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>How often each operation was called, and what of the calls TMS passed over without a word.</summary>
internal sealed class TmsCalls
{
    private readonly ConcurrentDictionary<(string Operation, int? Code), int> _calls = new();
    private readonly ConcurrentDictionary<string, int> _passedOver = new();

    /// <summary>All calls.</summary>
    public long Total => _calls.Values.Sum(count => (long)count);

    /// <param name="operation">The operation.</param>
    /// <param name="code">Null for success, 0 for a fault without a code.</param>
    public void Count(string operation, int? code) => _calls.AddOrUpdate((operation, code), 1, (_, count) => count + 1);

    public void PassedOver(string path) => _passedOver.AddOrUpdate(path, 1, (_, count) => count + 1);

    public void Clear()
    {
        _calls.Clear();
        _passedOver.Clear();
    }

    public object Snapshot() => new
    {
        operations = _calls.OrderBy(one => one.Key.Operation, StringComparer.Ordinal)
            .Select(one => new { operation = one.Key.Operation, fault = one.Key.Code, calls = one.Value }),
        passedOver = _passedOver.OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(),
    };
}
