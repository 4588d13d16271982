using System.Globalization;
using Orleans.Embedded;

namespace HybridCalendar.Storage.Tests.Reminders;

/// <summary>The embedded runtime's own file. Its versions are given by who saves, as its reminder service does.</summary>
internal sealed class SqliteReminders : IReminderStore
{
    private readonly Database _database;
    private readonly StorageWriter _writer;
    private readonly ReminderTable _table;
    private long _version;

    public SqliteReminders(string path)
    {
        _database = new Database(new OrleansEmbeddedOptions { DatabasePath = path });
        _writer = new StorageWriter(_database);
        _table = new ReminderTable(_database, _writer);
    }

    public Task<IReadOnlyList<StoredReminder>> ReadAsync() => Task.FromResult<IReadOnlyList<StoredReminder>>(
        [.. _table.ReadAll().Select(entry => new StoredReminder(entry.Grain.ToString(), entry.Name, entry.FirstTick, entry.Period, entry.Version))]);

    public async Task<StoredReminder> SaveAsync(StoredReminder reminder)
    {
        var saved = reminder with { Version = Interlocked.Increment(ref _version) };
        await _table.SaveAsync(Entry(saved));
        return saved;
    }

    public Task<bool> DeleteAsync(StoredReminder reminder) => _table.DeleteAsync(Entry(reminder));

    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ReminderEntry Entry(StoredReminder reminder) =>
        new(GrainId.Parse(reminder.Grain, CultureInfo.InvariantCulture), reminder.Name, reminder.FirstTick, reminder.Period, reminder.Version);
}
