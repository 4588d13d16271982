namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// Finds the entries whose host patterns fit a host, without trying each of them. A pattern is <c>host.example</c> (that
/// host), <c>*.host.example</c> (hosts below it), <c>.host.example</c> (both) or <c>*</c> (any).
/// </summary>
internal sealed class HostIndex<T>
{
    private readonly Dictionary<string, List<(int Order, T Entry)>> _hosts = [];
    private readonly Dictionary<string, List<(int Order, T Entry)>> _below = [];
    private readonly List<(int Order, T Entry)> _any = [];

    public void Add(string pattern, int order, T entry)
    {
        if (pattern == "*") _any.Add((order, entry));
        else if (pattern.StartsWith("*.", StringComparison.Ordinal)) Put(_below, pattern[2..], order, entry);
        else
        {
            var host = pattern.TrimStart('.');
            Put(_hosts, host, order, entry);
            if (pattern[0] == '.') Put(_below, host, order, entry);
        }
    }

    /// <summary>Whether some pattern other than <c>*</c> fits.</summary>
    public bool Names(string host) => Matches(host).Count > 0;

    /// <summary>The entries for a host in lower case, in their order.</summary>
    public IReadOnlyList<T> Find(string host)
    {
        var found = Matches(host);
        found.AddRange(_any);
        found.Sort((a, b) => a.Order.CompareTo(b.Order));
        return found.ConvertAll(m => m.Entry);
    }

    private List<(int Order, T Entry)> Matches(string host)
    {
        var found = new List<(int Order, T Entry)>();
        if (_hosts.TryGetValue(host, out var exact)) found.AddRange(exact);
        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', dot + 1))
            if (_below.TryGetValue(host[(dot + 1)..], out var above)) found.AddRange(above);
        return found;
    }

    private static void Put(Dictionary<string, List<(int Order, T Entry)>> map, string host, int order, T entry)
    {
        if (!map.TryGetValue(host, out var entries)) map[host] = entries = [];
        entries.Add((order, entry));
    }
}
