using System.Data.Common;

namespace HybridCalendar.Grains.Hints;

/// <summary>
/// The rows of the journal. Some ten thousand a second are written and struck off when Graph is busy: one prepared statement
/// takes all of a batch.
/// </summary>
internal static class HintTable
{
    private const string Insert = "INSERT INTO hints (number, mailbox, kind, event_id) VALUES (@number, @mailbox, @kind, @eventId)";
    private const string Strike = "DELETE FROM hints WHERE number = @number";

    public static async Task InsertAsync(DbConnection connection, IEnumerable<KeyValuePair<JournaledHint, long>> rows)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Insert;
        var number = Add(command, "@number");
        var mailbox = Add(command, "@mailbox");
        var kind = Add(command, "@kind");
        var eventId = Add(command, "@eventId");
        foreach (var (hint, row) in rows)
        {
            (number.Value, mailbox.Value, kind.Value, eventId.Value) = (row, hint.Mailbox, (long)hint.Kind, hint.EventId);
            await command.ExecuteNonQueryAsync();
        }
    }

    public static async Task StrikeAsync(DbConnection connection, IEnumerable<long> rows)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Strike;
        var number = Add(command, "@number");
        foreach (var row in rows)
        {
            number.Value = row;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static DbParameter Add(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
