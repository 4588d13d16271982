namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Takes a request's path apart: percent-encoding, <c>users('x')</c>, <c>delta()</c>, <c>microsoft.graph.</c> prefixes.</summary>
internal static class GraphPath
{
    public static List<string> Segments(string rawTarget)
    {
        var path = rawTarget.AsSpan();
        if (path.IndexOf('?') is >= 0 and var query)
            path = path[..query];
        var segments = new List<string>();
        foreach (var range in path.Split('/'))
        {
            if (path[range].Length > 0)
                Add(segments, Uri.UnescapeDataString(path[range].ToString()));
        }
        return segments;
    }

    private static void Add(List<string> segments, string segment)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["microsoft.graph.", "graph."])
        {
            // An address may begin with the same letters.
            if (segment.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !segment.Contains('@', StringComparison.Ordinal))
                segment = segment[prefix.Length..];
        }
        var open = segment.IndexOf('(', StringComparison.Ordinal);
        if (open <= 0 || segment[^1] != ')')
        {
            segments.Add(segment);
            return;
        }
        segments.Add(segment[..open]);
        var key = segment[(open + 1)..^1];
        // A key in quotes is a segment of its own, with doubled apostrophes; parameters of a function stay with their name.
        if (key.Length > 1 && key[0] == '\'' && key[^1] == '\'')
            segments.Add(key[1..^1].Replace("''", "'", StringComparison.Ordinal));
        else if (key.Length > 0)
            segments[^1] = segment;
    }
}
