namespace HybridCalendar.Runtime.Tests.Embedded;

public interface IStrictGrain : IGrainWithStringKey
{
    /// <summary>Takes what shows its type only when it travels; declared types are refused at the start.</summary>
    Task Take(object any);

    Task<int> TakeAny(object any);

    Task<int> TakeTexts(IReadOnlyList<string> texts);

    Task<string> TakeCached(Cached cached);

    Task<object> GiveSelf();
}

[GenerateSerializer]
public sealed record Nameless(int Value);

[GenerateSerializer]
[Alias("rt.Forgotten")]
public sealed class Forgotten
{
    [Id(0)]
    public int Value { get; set; }

    public int Later { get; set; }
}

[GenerateSerializer]
[Alias("rt.Doubled")]
public sealed class Doubled
{
    [Id(0)]
    public int First { get; set; }

    [Id(0)]
    public int Second { get; set; }
}

[GenerateSerializer]
[Alias("rt.Cached")]
public sealed class Cached
{
    [field: NonSerialized]
    public string? Cache { get; set; }

    [Id(0)]
    public int Value { get; set; }
}

public sealed class StrictGrain : Grain, IStrictGrain
{
    public Task Take(object any) => Task.CompletedTask;

    public Task<int> TakeAny(object any) => Task.FromResult(((System.Collections.ICollection)any).Count);

    public Task<int> TakeTexts(IReadOnlyList<string> texts) => Task.FromResult(texts.Count);

    public Task<string> TakeCached(Cached cached) => Task.FromResult($"{cached.Value} {cached.Cache}");

    public Task<object> GiveSelf() => Task.FromResult<object>(this);
}
