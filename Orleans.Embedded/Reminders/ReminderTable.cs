using System.Globalization;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The stored reminders.</summary>
internal sealed class ReminderTable(Database database, StorageWriter writer)
{
    public List<ReminderEntry> ReadAll()
    {
        using var connection = database.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT grain_id, name, first_tick, period, version FROM reminder";
        using var row = query.ExecuteReader();
        var entries = new List<ReminderEntry>();
        while (row.Read())
        {
            entries.Add(new ReminderEntry(
                GrainId.Parse(row.GetString(0), CultureInfo.InvariantCulture), row.GetString(1), new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
                TimeSpan.FromTicks(row.GetInt64(3)), row.GetInt64(4)));
        }

        return entries;
    }

    public Task SaveAsync(ReminderEntry entry) => writer.RunAsync(statements =>
    {
        statements.SaveReminder(entry);
        return true;
    });

    /// <summary>False when the stored reminder is another one, or none.</summary>
    public Task<bool> DeleteAsync(ReminderEntry entry) => writer.RunAsync(statements => statements.DeleteReminder(entry));
}
