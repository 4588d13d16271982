using System.Globalization;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Orleans;

/// <summary>One record of one activation. Memory and version change only after storage did.</summary>
internal sealed class PersistentState<TState>(StateStore store, string stateName, GrainId grain) : IPersistentState<TState>, IStoredState
{
    private readonly StateKey _key = new(stateName, grain.Key.ToString());
    private long? _version;

    public TState State { get; set; } = default!;

    public string? Etag => _version?.ToString(CultureInfo.InvariantCulture);

    public bool RecordExists { get; private set; }

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken)
    {
        var row = store.Read(_key);
        var state = row?.Json is { } json ? store.Deserialize<TState>(json) : Empty();
        (State, _version, RecordExists) = (state, row?.Version, row?.Json is not null);
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync(CancellationToken cancellationToken)
    {
        _version = await store.WriteAsync(_key, store.Serialize(State), _version, grain);
        RecordExists = true;
    }

    public async Task ClearStateAsync(CancellationToken cancellationToken)
    {
        // Without a version there may still be a record, written since the read: then this fails as a write does.
        _version = await store.WriteAsync(_key, null, _version, grain);
        (State, RecordExists) = (Empty(), false);
    }

    private static TState Empty()
    {
        if (typeof(TState).IsValueType) return default!;
        if (typeof(TState) == typeof(string) || typeof(TState).IsAbstract || typeof(TState).IsArray) return default!;
        return typeof(TState).GetConstructor(Type.EmptyTypes) is null
            ? (TState)RuntimeHelpers.GetUninitializedObject(typeof(TState))
            : Activator.CreateInstance<TState>();
    }
}
