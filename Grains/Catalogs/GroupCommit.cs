using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>
/// The one writer of a SQLite file. SQLite lets one connection write at a time and makes others poll for their turn; here they
/// wait in line, and all that came while the disk was busy share the next commit. It has a thread of its own, as a commit blocks.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private const int MaxBatch = 1_000;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _signal = new(false);
    private readonly Queue<Write> _waiting = new();
    private readonly Func<SqliteConnection> _open;
    private readonly Thread _thread;
    private bool _closed;

    /// <param name="open">Opens a connection whose commits survive a power cut.</param>
    public GroupCommit(Func<SqliteConnection> open)
    {
        _open = open;
        _thread = new Thread(Run) { IsBackground = true, Name = "Catalog writer" };
        _thread.Start();
    }

    /// <summary>Runs a write in the next transaction; completes after its commit. A write that throws is undone alone.</summary>
    public Task RunAsync(Func<DbConnection, Task> write)
    {
        var waiting = new Write(write, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Enqueue(waiting);
        }
        _signal.Set();
        return waiting.Done.Task;
    }

    /// <summary>Commits what waits, then closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
        }
        _signal.Set();
        _thread.Join();
        _signal.Dispose();
    }

    private void Run()
    {
        SqliteConnection? connection = null;
        var batch = new List<Write>();
        while (Take(batch))
        {
            try
            {
                connection ??= _open();
                Commit(connection, batch);
            }
#pragma warning disable CA1031 // Each caller gets the failure; the next batch starts on a new connection.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                foreach (var write in batch)
                    write.Done.TrySetException(failure);
                connection?.Dispose();
                connection = null;
            }
            batch.Clear();
        }
        connection?.Dispose();
    }

    private bool Take(List<Write> batch)
    {
        while (true)
        {
            lock (_gate)
            {
                while (batch.Count < MaxBatch && _waiting.TryDequeue(out var write))
                    batch.Add(write);
                if (batch.Count > 0)
                    return true;
                if (_closed)
                    return false;
            }
            _signal.WaitOne();
        }
    }

    private static void Commit(SqliteConnection connection, List<Write> batch)
    {
        var failures = new Exception?[batch.Count];
        // Not deferred: a transaction that begins by reading could not be repeated when another process writes meanwhile.
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            for (var i = 0; i < batch.Count; i++)
                failures[i] = Apply(connection, transaction, batch[i]);
            transaction.Commit();
        }
        for (var i = 0; i < batch.Count; i++)
        {
            if (failures[i] is { } failure)
                batch[i].Done.TrySetException(failure);
            else
                batch[i].Done.TrySetResult();
        }
    }

    private static Exception? Apply(SqliteConnection connection, SqliteTransaction transaction, Write write)
    {
        transaction.Save("one");
        try
        {
            // SQLite's "asynchronous" calls do their work before they return.
            write.Run(connection).GetAwaiter().GetResult();
            return null;
        }
#pragma warning disable CA1031 // It goes to the one who asked for this write; the others of the batch are not to blame.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            transaction.Rollback("one");
            return failure;
        }
        finally
        {
            transaction.Release("one");
        }
    }

    private sealed record Write(Func<DbConnection, Task> Run, TaskCompletionSource Done);
}
