using Orleans.Embedded;
using Orleans.Storage;

namespace HybridCalendar.Storage.Tests.States;

/// <summary>The embedded runtime's own file.</summary>
internal sealed class SqliteStates : IStateStore
{
    private static readonly GrainId s_grain = GrainId.Create("test", "room:test");
    private readonly Database _database;
    private readonly StorageReaders _readers;
    private readonly StorageWriter _writer;
    private readonly StateStore _store;

    public SqliteStates(string path)
    {
        var options = new OrleansEmbeddedOptions { DatabasePath = path };
        _database = new Database(options);
        (_readers, _writer) = (new StorageReaders(_database), new StorageWriter(_database));
        _store = new StateStore(_readers, _writer, new SystemTextJsonGrainStorageSerializer(options));
    }

    public Task<StoredState?> ReadAsync(string stateName, string key) =>
        Task.FromResult(_store.Read(new StateKey(stateName, key)) is { Json: { } json } row ? new StoredState(json, row.Version) : null);

    public async Task<long> WriteAsync(string stateName, string key, byte[] payload, long? version) => await StoreAsync(stateName, key, payload, version);

    public async Task<long?> ClearAsync(string stateName, string key, long version) => await StoreAsync(stateName, key, null, version);

    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _readers.Dispose();
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<long> StoreAsync(string stateName, string key, byte[]? payload, long? version)
    {
        try
        {
            return await _store.WriteAsync(new StateKey(stateName, key), payload, version, s_grain);
        }
        catch (InconsistentStateException)
        {
            throw new StaleVersionException();
        }
    }
}
