using System.Collections.Immutable;

namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[GenerateSerializer]
[Alias("rt.Box")]
public sealed class Box
{
    [Id(0)]
    public List<string> Items { get; set; } = [];

    [Id(1)]
    public Box? Inner { get; set; }

    [Id(2)]
    public Dictionary<string, List<int>> Numbers { get; set; } = [];
}

[GenerateSerializer]
[Immutable]
[Alias("rt.FrozenBox")]
public sealed class FrozenBox
{
    [Id(0)]
    public List<string> Items { get; init; } = [];
}

[GenerateSerializer]
[Alias("rt.Shape")]
public abstract record Shape([property: Id(0)] string Name);

[GenerateSerializer]
[Alias("rt.Circle")]
public sealed record Circle(string Name, double Radius) : Shape(Name);

[GenerateSerializer]
[Alias("rt.Polygon")]
public sealed record Polygon(string Name, ImmutableArray<Point> Corners) : Shape(Name);

[GenerateSerializer]
[Alias("rt.Point")]
public readonly record struct Point(int X, int Y);

[GenerateSerializer]
[Alias("rt.Envelope`1")]
public sealed record Envelope<T>(string Id, T Content);

public enum Light
{
    Red,
    Green,
}

[GenerateSerializer]
[Alias("rt.Everything")]
public sealed record Everything
{
    [Id(0)]
    public required DateTimeOffset When { get; init; }

    [Id(1)]
    public required TimeSpan? HowLong { get; init; }

    [Id(2)]
    public required Guid Id { get; init; }

    [Id(3)]
    public required Uri Address { get; init; }

    [Id(4)]
    public required Light Light { get; init; }

    [Id(5)]
    public required decimal Price { get; init; }

    [Id(6)]
    public required (int First, string Second) Pair { get; init; }

    [Id(7)]
    public required DateOnly Day { get; init; }
}

/// <summary>A type of someone else's: no attributes, and a converter instead.</summary>
public sealed record Distance(double Metres);

[GenerateSerializer]
[Alias("rt.DistanceSurrogate")]
public struct DistanceSurrogate
{
    [Id(0)]
    public double Metres { get; set; }
}

[RegisterConverter]
public sealed class DistanceConverter : IConverter<Distance, DistanceSurrogate>
{
    public Distance ConvertFromSurrogate(in DistanceSurrogate surrogate) => new(surrogate.Metres);

    public DistanceSurrogate ConvertToSurrogate(in Distance value) => new() { Metres = value.Metres };
}

/// <summary>No message type at all.</summary>
public sealed class Unmarked
{
    public int Value { get; set; }
}
