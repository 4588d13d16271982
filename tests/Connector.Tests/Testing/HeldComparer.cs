namespace HybridCalendar.Connector.Tests.Testing;

/// <summary>Compares what two looks at TMS's list showed.</summary>
internal sealed class HeldComparer : IEqualityComparer<IReadOnlyList<Held>>
{
    public static readonly HeldComparer Instance = new();

    public bool Equals(IReadOnlyList<Held>? x, IReadOnlyList<Held>? y) => x!.Select(Text).SequenceEqual(y!.Select(Text));

    public int GetHashCode(IReadOnlyList<Held> obj) => obj.Count;

    private static string Text(Held held) => $"{held with { Systems = [] }} {string.Join(',', held.Systems)}";
}
