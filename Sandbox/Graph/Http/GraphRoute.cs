namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>A method and path of Graph, and who answers it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Pattern">Segments; <c>*</c> stands for any one.</param>
/// <param name="Roles">Application permissions of which one is needed; none means any token will do.</param>
/// <param name="Handler">Writes the answer.</param>
internal sealed record GraphRoute(string Method, string Pattern, string[] Roles, Func<GraphCall, Task> Handler)
{
    private readonly string[] _segments = Pattern.Split('/');

    public string Name { get; } = $"{Method} {Pattern}";

    /// <summary>Whether the segments fit; if so, the values of the stars.</summary>
    public bool Matches(IReadOnlyList<string> path, out List<string> args)
    {
        args = [];
        if (path.Count != _segments.Length)
            return false;
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i] == "*")
                args.Add(path[i]);
            else if (!string.Equals(_segments[i], path[i], StringComparison.OrdinalIgnoreCase))
                return false;
        }
        return true;
    }
}
