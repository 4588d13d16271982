using HybridCalendar.Storage.Tests.Databases;
using Npgsql;
using NpgsqlTypes;

namespace HybridCalendar.Storage.Tests.Reminders;

/// <summary>PostgreSQL by the queries that Orleans' ADO.NET reminder table takes from the database, as it runs them.</summary>
internal sealed class PostgresReminders(ProviderQueries queries) : IReminderStore
{
    public ProviderQueries Queries => queries;

    /// <summary>All, as a lone silo reads them: the ring from a point around to itself.</summary>
    public Task<IReadOnlyList<StoredReminder>> ReadAsync() => ReadRangeAsync(0, 0);

    /// <summary>Those whose hash is above the first number and not above the second, around the ring's end where the second is not the larger one.</summary>
    public async Task<IReadOnlyList<StoredReminder>> ReadRangeAsync(uint begin, uint end)
    {
        await using var command = queries.Command(
            (int)begin < (int)end ? "ReadRangeRows1Key" : "ReadRangeRows2Key",
            [Service(), new("BeginHash", NpgsqlDbType.Integer) { Value = (int)begin }, new("EndHash", NpgsqlDbType.Integer) { Value = (int)end }]);
        return await ReadRowsAsync(command);
    }

    public async Task<IReadOnlyList<StoredReminder>> ReadOfAsync(string grain)
    {
        await using var command = queries.Command("ReadReminderRowsKey", [Service(), Grain(grain)]);
        return await ReadRowsAsync(command);
    }

    public async Task<StoredReminder> SaveAsync(StoredReminder reminder)
    {
        await using var command = queries.Command("UpsertReminderRowKey",
        [
            Service(), Grain(reminder.Grain), Name(reminder.Name),
            new("StartTime", NpgsqlDbType.TimestampTz) { Value = reminder.FirstTick.UtcDateTime },
            new("Period", NpgsqlDbType.Bigint) { Value = (long)reminder.Period.TotalMilliseconds },
            new("GrainHash", NpgsqlDbType.Integer) { Value = (int)HashOf(reminder.Grain) },
        ]);
        return reminder with { Version = (int)(await command.ExecuteScalarAsync())! };
    }

    public async Task<bool> DeleteAsync(StoredReminder reminder)
    {
        await using var command = queries.Command("DeleteReminderRowKey",
            [Service(), Grain(reminder.Grain), Name(reminder.Name), new("Version", NpgsqlDbType.Integer) { Value = (int)reminder.Version }]);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => queries.DisposeAsync();

    /// <summary>Spread over the whole ring; which hash Orleans takes does not matter to the table.</summary>
    public static uint HashOf(string grain) => BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(grain)));

    private static NpgsqlParameter Service() => new("ServiceId", NpgsqlDbType.Varchar) { Value = "storage-tests" };

    private static NpgsqlParameter Grain(string grain) => new("GrainId", NpgsqlDbType.Varchar) { Value = grain };

    private static NpgsqlParameter Name(string name) => new("ReminderName", NpgsqlDbType.Varchar) { Value = name };

    private static async Task<IReadOnlyList<StoredReminder>> ReadRowsAsync(NpgsqlCommand command)
    {
        var found = new List<StoredReminder>();
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            found.Add(new StoredReminder(
                row.GetString(row.GetOrdinal("GrainId")), row.GetString(row.GetOrdinal("ReminderName")),
                new DateTimeOffset(row.GetDateTime(row.GetOrdinal("StartTime")), TimeSpan.Zero),
                TimeSpan.FromMilliseconds(row.GetInt64(row.GetOrdinal("Period"))), row.GetInt32(row.GetOrdinal("Version"))));
        }
        return found;
    }
}
