using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Orleans;

/// <summary>
/// The one writer of the database. Writes that wait while a commit runs share the next one: one flush to disk for all of them.
/// It has a thread of its own, as a flush blocks for milliseconds.
/// </summary>
internal sealed class StorageWriter : IDisposable
{
    private const int MaxBatch = 2000;

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly SqliteConnection _connection;
    private readonly StorageStatements _statements;
    private readonly Thread _thread;
    private readonly Queue<StorageWrite> _waiting = new();
    private bool _closed;

    public StorageWriter(Database database)
    {
        _connection = database.Open();
        _statements = new StorageStatements(_connection);
        _thread = new Thread(Run) { IsBackground = true, Name = "Orleans.Embedded storage writer" };
        _thread.Start();
    }

    /// <summary>Runs a statement in the next transaction; completes after its commit.</summary>
    /// <exception cref="ObjectDisposedException">The host has stopped.</exception>
    public Task<TResult> RunAsync<TResult>(Func<StorageStatements, TResult> statement)
    {
        var write = new StorageWrite<TResult>(statement);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Enqueue(write);
        }

        _signal.Set();
        return write.Completion;
    }

    /// <summary>Commits what waits, then closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
        }

        _signal.Set();
        _thread.Join();
        _statements.Dispose();
        _connection.Dispose();
        _signal.Dispose();
    }

    private void Run()
    {
        var batch = new List<StorageWrite>();
        while (Take(batch))
        {
            Commit(batch);
            batch.Clear();
        }
    }

    private bool Take(List<StorageWrite> batch)
    {
        while (true)
        {
            lock (_gate)
            {
                while (batch.Count < MaxBatch && _waiting.TryDequeue(out var write)) batch.Add(write);
                if (batch.Count > 0) return true;
                if (_closed) return false;
            }

            _signal.WaitOne();
        }
    }

    private void Commit(List<StorageWrite> batch)
    {
        try
        {
            Database.Execute(_connection, "BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                write.Apply(_statements);
                // SQLite gives up the whole transaction when, for example, the disk is full; later statements would then commit alone.
                if (sqlite3_get_autocommit(_connection.Handle) != 0) throw new IOException("The database gave up the transaction; nothing of it is stored.");
            }

            Database.Execute(_connection, "COMMIT");
        }
        catch (Exception failure)
        {
            RollBack();
            foreach (var write in batch) write.Fail(failure);
            return;
        }

        foreach (var write in batch) write.Complete();
    }

    private void RollBack()
    {
        if (sqlite3_get_autocommit(_connection.Handle) == 0) Database.Execute(_connection, "ROLLBACK");
    }
}
