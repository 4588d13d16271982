using System.Threading.Channels;
using Dapper;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Hints;

/// <summary>
/// Keeps accepted notifications on disk until they are reflected, so that a 202 is a promise. Many callers share one
/// transaction: the disk is asked once for all that came in while it was busy.
/// </summary>
public sealed partial class HintJournal(CatalogDatabase database, HintDispatcher dispatcher, TimeProvider time) : IAsyncDisposable
{
    private const int MaxBatch = 2_000;
    private readonly Channel<Entry> _waiting = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(10_000) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly CancellationTokenSource _stop = new();
    private Task _writer = Task.CompletedTask;
    private long _version;

    /// <summary>Reads what an earlier run left over, and begins to take hints.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _version = time.GetUtcNow().ToUnixTimeMilliseconds() << 20;
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            var left = await connection.QueryAsync<(string Mailbox, long Kind, string EventId, long Version)>(
                "SELECT mailbox, kind, event_id, version FROM hints");
            foreach (var (mailbox, kind, eventId, version) in left)
                dispatcher.Post(new JournaledHint(mailbox, (Mailboxes.HintKind)kind, eventId), version);
        }
        dispatcher.Reflected = DeleteAsync;
        _writer = Task.Run(() => WriteAllAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>Returns when the hints are on disk. They are handed to their mailboxes from then on until these have reflected them.</summary>
    public async Task AppendAsync(IReadOnlyList<JournaledHint> hints, CancellationToken cancellationToken)
    {
        if (hints.Count == 0)
            return;
        var entry = new Entry(hints, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(entry, cancellationToken);
        await entry.Written.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stop.CancelAsync();
        await _writer;
        _stop.Dispose();
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        var batch = new List<Entry>();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
            {
                for (var hints = 0; hints < MaxBatch && _waiting.Reader.TryRead(out var entry); hints += entry.Hints.Count)
                    batch.Add(entry);
                await WriteBatchAsync(batch);
                batch.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            while (_waiting.Reader.TryRead(out var entry))
                entry.Written.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task WriteBatchAsync(List<Entry> batch)
    {
        try
        {
            var rows = Coalesce(batch);
            await InsertAsync(rows);
            foreach (var (hint, version) in rows)
                dispatcher.Post(hint, version);
            foreach (var entry in batch)
                entry.Written.TrySetResult();
        }
#pragma warning disable CA1031 // Every caller gets the failure and answers 503, so that Graph comes again; the writer must go on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            foreach (var entry in batch)
                entry.Written.TrySetException(failure);
        }
    }

    private Dictionary<JournaledHint, long> Coalesce(List<Entry> batch)
    {
        var rows = new Dictionary<JournaledHint, long>();
        foreach (var hint in batch.SelectMany(entry => entry.Hints))
            rows[hint] = ++_version;
        return rows;
    }

    private async Task InsertAsync(Dictionary<JournaledHint, long> rows)
    {
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO hints (mailbox, kind, event_id, version) VALUES (@Mailbox, @Kind, @EventId, @Version)
            ON CONFLICT (mailbox, kind, event_id) DO UPDATE SET version = @Version
            """,
            rows.Select(row => new { row.Key.Mailbox, Kind = (long)row.Key.Kind, row.Key.EventId, Version = row.Value }),
            transaction);
        await transaction.CommitAsync();
    }

    private async Task DeleteAsync(IReadOnlyCollection<KeyValuePair<JournaledHint, long>> reflected)
    {
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            "DELETE FROM hints WHERE mailbox = @Mailbox AND kind = @Kind AND event_id = @EventId AND version <= @Version",
            reflected.Select(row => new { row.Key.Mailbox, Kind = (long)row.Key.Kind, row.Key.EventId, Version = row.Value }),
            transaction);
        await transaction.CommitAsync();
    }

    private sealed record Entry(IReadOnlyList<JournaledHint> Hints, TaskCompletionSource Written);
}
