using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>Grain storage with ETags that outlives a silo, and that tests can reach into.</summary>
public sealed class OrleansStorage : IGrainStorage
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string State, string Key), (string? Json, long Version)> _records = [];
    private readonly ConcurrentDictionary<(string State, string Key), bool> _refused = new();

    public void WriteBehind(string state, string key, string json)
    {
        lock (_gate) _records[(state, key)] = (json, _records.GetValueOrDefault((state, key)).Version + 1);
    }

    public void RefuseWrites(string state, string key, bool refuse) => _refused[(state, key)] = refuse;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_gate)
        {
            var (json, version) = _records.GetValueOrDefault((stateName, grainId.Key.ToString()!));
            grainState.State = json is null ? Activator.CreateInstance<T>() : JsonSerializer.Deserialize<T>(json)!;
            grainState.RecordExists = json is not null;
            grainState.ETag = version == 0 ? null : version.ToString(CultureInfo.InvariantCulture);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Store(stateName, grainId, grainState, JsonSerializer.Serialize(grainState.State));
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Store(stateName, grainId, grainState, null);
        (grainState.State, grainState.RecordExists) = (Activator.CreateInstance<T>(), false);
        return Task.CompletedTask;
    }

    private void Store<T>(string stateName, GrainId grainId, IGrainState<T> grainState, string? json)
    {
        var key = (stateName, grainId.Key.ToString()!);
        if (_refused.GetValueOrDefault(key)) throw new IOException("refused by the test");
        lock (_gate)
        {
            var stored = _records.GetValueOrDefault(key).Version;
            var known = grainState.ETag is null ? 0 : long.Parse(grainState.ETag, CultureInfo.InvariantCulture);
            if (stored != known) throw new InconsistentStateException("changed by another writer", $"{stored}", grainState.ETag);
            _records[key] = (json, stored + 1);
            grainState.ETag = (stored + 1).ToString(CultureInfo.InvariantCulture);
        }
    }
}
