using HybridCalendar.Storage.Tests.Databases;
using Npgsql;
using NpgsqlTypes;

namespace HybridCalendar.Storage.Tests.States;

/// <summary>
/// PostgreSQL by the queries that Orleans' ADO.NET storage takes from the database, with the parameters that it gives them and the
/// answers that it understands: none, or an unchanged version, is a conflict.
/// </summary>
internal sealed class PostgresStates(ProviderQueries queries) : IStateStore
{
    public ProviderQueries Queries => queries;

    public async Task<StoredState?> ReadAsync(string stateName, string key)
    {
        await using var command = queries.Command("ReadFromStorageKey", [.. Key(stateName, key)]);
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync() || await row.IsDBNullAsync(row.GetOrdinal("PayloadBinary")))
            return null;
        return new StoredState(row.GetFieldValue<byte[]>(row.GetOrdinal("PayloadBinary")), row.GetInt32(row.GetOrdinal("Version")));
    }

    public async Task<long> WriteAsync(string stateName, string key, byte[] payload, long? version)
    {
        await using var command = queries.Command(
            "WriteToStorageKey",
            [.. Key(stateName, key), Version(version), new("PayloadBinary", NpgsqlDbType.Bytea) { Value = payload }]);
        return await ChangeAsync(command, version);
    }

    public async Task<long?> ClearAsync(string stateName, string key, long version)
    {
        await using var command = queries.Command("DeleteStorageKey", [.. Key(stateName, key), Version(version)]);
        await ChangeAsync(command, version);
        // The product has the provider delete what is cleared: the next write is a first one.
        return null;
    }

    public ValueTask DisposeAsync() => queries.DisposeAsync();

    private static async Task<long> ChangeAsync(NpgsqlCommand command, long? version) =>
        await command.ExecuteScalarAsync() is int next && next != version ? next : throw new StaleVersionException();

    /// <summary>A key that is no GUID and no hexadecimal number goes into the extension.</summary>
    private static IEnumerable<NpgsqlParameter> Key(string stateName, string key) =>
    [
        new("GrainIdHash", NpgsqlDbType.Integer) { Value = 1 },
        new("GrainIdN0", NpgsqlDbType.Bigint) { Value = 0L },
        new("GrainIdN1", NpgsqlDbType.Bigint) { Value = 0L },
        new("GrainTypeHash", NpgsqlDbType.Integer) { Value = 1 },
        new("GrainTypeString", NpgsqlDbType.Varchar) { Value = stateName },
        new("GrainIdExtensionString", NpgsqlDbType.Varchar) { Value = key },
        new("ServiceId", NpgsqlDbType.Varchar) { Value = "storage-tests" },
    ];

    private static NpgsqlParameter Version(long? version) =>
        new("GrainStateVersion", NpgsqlDbType.Integer) { Value = version is { } known ? (int)known : DBNull.Value };
}
