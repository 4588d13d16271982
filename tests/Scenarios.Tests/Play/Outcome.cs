namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>How a scenario ended.</summary>
/// <param name="Seed">The scenario.</param>
/// <param name="Story">What was done, in order.</param>
/// <param name="Differences">What was wrong at the end.</param>
internal sealed record Outcome(int Seed, IReadOnlyList<string> Story, IReadOnlyList<string> Differences)
{
    /// <summary>What the product says of the meetings that it knows.</summary>
    public IReadOnlyList<string> Explanations { get; init; } = [];

    /// <summary>How long after the last edit that was.</summary>
    public string When { get; init; } = "";

    public bool IsRight => Differences.Count == 0;

    public override string ToString() => $"""
        Seed {Seed} has {Differences.Count} differences {When}. Replay: dotnet run --project tests/Scenarios.Tests -c Release -- --seed {Seed} --shrink
        {string.Join('\n', Story.Select(line => $"    {line}"))}
        {string.Join('\n', Differences.Select(line => $"  ! {line}"))}
        {string.Join('\n', Explanations.Select(line => $"  ? {line}"))}
        """;
}
