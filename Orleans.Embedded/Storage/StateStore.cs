using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans;

/// <summary>Reads and writes the grains' records.</summary>
internal sealed class StateStore(StorageReaders readers, StorageWriter writer, IGrainStorageSerializer serializer)
{
    public StateRow? Read(StateKey key) => readers.ReadState(key);

    public byte[] Serialize<TState>(TState state) => serializer.Serialize(state).ToArray();

    public TState Deserialize<TState>(byte[] json) => serializer.Deserialize<TState>(new BinaryData(json))!;

    /// <summary>Writes if the stored version is the one given (null: no record), and gives the new version.</summary>
    public Task<long> WriteAsync(StateKey key, byte[]? json, long? version, GrainId grain) => writer.RunAsync(statements =>
    {
        if (version is null)
        {
            if (statements.InsertState(key, json)) return 1L;
        }
        else if (statements.UpdateState(key, json, version.Value))
        {
            return version.Value + 1;
        }

        var stored = statements.StoredVersion(key);
        throw new InconsistentStateException(
            $"The state '{key.StateName}' of {GrainKey.ForLog(grain)} was changed by another writer.", Text(stored), Text(version));
    });

    private static string? Text(long? version) => version?.ToString(CultureInfo.InvariantCulture);
}
