using HybridCalendar.Connector.Identity;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Connector.Answers;

/// <summary>
/// What was answered, on disk before it is sent, so that a request that comes again is answered and not done again. Answers lie here as
/// they are sent: sealed. One that the gateway has acknowledged stays for a day: its request may still be on the way a second time.
/// </summary>
public sealed class AnswerJournal : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS answers (
          id TEXT PRIMARY KEY,
          answer TEXT NOT NULL,
          stored INTEGER NOT NULL,
          acknowledged INTEGER);
        CREATE INDEX IF NOT EXISTS answers_by_acknowledged ON answers (acknowledged);
        """;

    /// <summary>No request's id.</summary>
    private const string Trial = "";

    /// <summary>Longer than nearly all answers.</summary>
    private static readonly string s_trial = new(' ', 64 * 1024);
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(1);
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly FileStream _lock;
    private volatile bool _isWritable = true;

    /// <param name="file">Made when it is missing.</param>
    /// <param name="time">When what was acknowledged may go.</param>
    /// <exception cref="ConnectorException">Another process uses it, or it cannot be opened.</exception>
    public AnswerJournal(string file, TimeProvider time)
    {
        _time = time;
        try
        {
            _lock = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure)
        {
            throw new ConnectorException($"{file} is in use: another connector runs with the same data directory.", failure);
        }
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            // Full: an answer that was sent must be there after a power cut.
            Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
            Execute(Schema);
        }
        catch (SqliteException failure)
        {
            Dispose();
            throw new ConnectorException($"{file} cannot be used ({failure.Message.TrimEnd('.')}): see whether the disk is full, and who may write there.", failure);
        }
        // Before anything is done whose answer could not be kept.
        TryWrite();
    }

    /// <summary>Whether the last write succeeded.</summary>
    public bool IsWritable => _isWritable;

    /// <summary>Tries whether there is room for an answer again; sets <see cref="IsWritable"/>.</summary>
    public void TryWrite()
    {
        try
        {
            Write("INSERT INTO answers (id, answer, stored, acknowledged) VALUES ($id, $answer, 0, 0) ON CONFLICT DO NOTHING", ("$id", Trial), ("$answer", s_trial));
            Write("DELETE FROM answers WHERE id = $id", ("$id", Trial));
        }
        catch (SqliteException)
        {
            // IsWritable tells it, and whoever looks at that says so.
        }
    }

    /// <summary>The answer to a request; null when there is none yet.</summary>
    public string? Find(string id)
    {
        lock (_gate)
        {
            using var command = Command("SELECT answer FROM answers WHERE id = $id", ("$id", id));
            return (string?)command.ExecuteScalar();
        }
    }

    /// <summary>Keeps an answer; it is on disk when this returns. An earlier one stays.</summary>
    /// <returns>The answer that counts.</returns>
    /// <exception cref="SqliteException">It cannot be written; <see cref="IsWritable"/> says so until a write succeeds.</exception>
    public string Store(string id, string answer)
    {
        Write("INSERT INTO answers (id, answer, stored) VALUES ($id, $answer, $now) ON CONFLICT DO NOTHING", ("$id", id), ("$answer", answer), ("$now", Now));
        return Find(id)!;
    }

    /// <summary>Answers that the gateway has not acknowledged, oldest first.</summary>
    public IReadOnlyList<(string Id, string Answer)> Unacknowledged()
    {
        lock (_gate)
        {
            using var command = Command("SELECT id, answer FROM answers WHERE acknowledged IS NULL ORDER BY stored, id");
            using var rows = command.ExecuteReader();
            var answers = new List<(string, string)>();
            while (rows.Read())
                answers.Add((rows.GetString(0), rows.GetString(1)));
            return answers;
        }
    }

    public int CountUnacknowledged()
    {
        lock (_gate)
        {
            using var command = Command("SELECT COUNT(*) FROM answers WHERE acknowledged IS NULL");
            return (int)(long)command.ExecuteScalar()!;
        }
    }

    /// <summary>The gateway has the answer.</summary>
    /// <exception cref="SqliteException">As with <see cref="Store"/>.</exception>
    public void Acknowledge(string id)
    {
        Write("UPDATE answers SET acknowledged = $now WHERE id = $id AND acknowledged IS NULL", ("$id", id), ("$now", Now));
        Write("DELETE FROM answers WHERE acknowledged < $old", ("$old", Now - (long)s_kept.TotalMilliseconds));
    }

    public void Dispose()
    {
        lock (_gate)
            _connection.Dispose();
        _lock.Dispose();
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Write(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (_gate)
        {
            try
            {
                Execute(sql, values);
                _isWritable = true;
            }
            catch (SqliteException)
            {
                _isWritable = false;
                throw;
            }
        }
    }

    private void Execute(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        lock (_gate)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
