using System.Diagnostics.CodeAnalysis;

namespace HybridCalendar.Grains.Connectors;

/// <summary>The requests of a pool in memory, without their texts: what waits, in order, and what its asker has not acknowledged.</summary>
internal sealed class RequestQueue
{
    private readonly Dictionary<string, RequestRow> _all = [];
    private readonly SortedDictionary<(long, string), RequestRow> _waiting = [];
    private readonly HashSet<string> _handed = [];
    private long _last;

    public int Waiting => _waiting.Count;

    public int Done => _all.Count - _waiting.Count;

    public RequestRow? Oldest => _waiting.Count == 0 ? null : _waiting.First().Value;

    public IEnumerable<RequestRow> All => _all.Values;

    public IEnumerable<RequestRow> AllDone => _all.Values.Where(row => row.IsDone);

    public IEnumerable<RequestRow> AllWaiting => _waiting.Values;

    public long NextNumber => _last + 1;

    public bool TryFind(string id, [NotNullWhen(true)] out RequestRow? row) => _all.TryGetValue(id, out row);

    public void Add(RequestRow row)
    {
        _all.Add(row.Id, row);
        _last = Math.Max(_last, row.Number);
        if (!row.IsDone)
            _waiting.Add((row.Number, row.Id), row);
    }

    /// <summary>Adds or finishes what is stored. A request that is known here may have got another number there.</summary>
    public void Take(RequestRow row)
    {
        if (!_all.TryGetValue(row.Id, out var known))
            Add(row);
        else if (row.IsDone && !known.IsDone)
            Finish(known);
    }

    public void Finish(RequestRow row)
    {
        _all[row.Id] = row with { IsDone = true };
        _waiting.Remove((row.Number, row.Id));
        _handed.Remove(row.Id);
    }

    public void Remove(string id)
    {
        if (_all.Remove(id, out var row))
            _waiting.Remove((row.Number, row.Id));
        _handed.Remove(id);
    }

    /// <summary>The next requests that are not handed out; from then on they are.</summary>
    public IReadOnlyList<RequestRow> HandOut(int most)
    {
        List<RequestRow> rows = [.. _waiting.Values.Where(row => !_handed.Contains(row.Id)).Take(most)];
        _handed.UnionWith(rows.Select(row => row.Id));
        return rows;
    }

    /// <summary>Somebody else serves from now on, and is handed everything that waits.</summary>
    public void TakeBack() => _handed.Clear();
}
