using System.Threading.Channels;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Hints;

/// <summary>
/// Keeps accepted notifications on disk until they are reflected, so that a 202 is a promise. Many callers share one
/// transaction: the disk is asked once for all that came in, and all that can be struck off, while it was busy.
/// </summary>
public sealed partial class HintJournal(CatalogDatabase database, HintDispatcher dispatcher, TimeProvider time, ILogger<HintJournal> log) : IAsyncDisposable
{
    private const int MaxBatch = 2_000;
    private readonly Channel<Entry> _waiting = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(10_000) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly CancellationTokenSource _stop = new();
    private readonly HintCounts _left = new();
    private readonly HintLease _lease = new(database, time);
    private Task _writer = Task.CompletedTask;
    private HintKeeper? _keeper;
    private long _lastNumber;

    /// <summary>The name of this run of a gateway, by which others know whether it lives.</summary>
    internal string Owner => _lease.Owner;

    /// <summary>
    /// Hands out what runs left over that are gone, and begins to take hints. From then on the hints of a gateway that dies are taken over
    /// within a minute.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Numbers of an earlier run, and of gateways that share the database, lie below or apart: none takes in a million a millisecond.
        _lastNumber = (time.GetUtcNow().ToUnixTimeMilliseconds() << 20) + Random.Shared.Next(1 << 20);
        dispatcher.Reflected = StrikeAsync;
        await _lease.BeginAsync();
        await TakeOverAsync(cancellationToken);
        _writer = Task.Run(() => WriteAllAsync(_stop.Token), CancellationToken.None);
        _keeper = new HintKeeper(_lease, TakeOverAsync, time, log);
        _keeper.Start();
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var rows = await _lease.TakeOverAsync(cancellationToken);
        if (rows.Count == 0)
            return;
        LogTaken(log, rows.Count);
        foreach (var (number, hints) in rows)
            Post(hints ?? [], number);
        await DropAsync([.. rows.Where(row => row.Hints is null).Select(row => row.Number)]);
    }

    /// <summary>A damaged row must not keep the host from starting. Its hints are not missed: at a start all mailboxes look for what they missed.</summary>
    private async Task DropAsync(List<long> damaged)
    {
        if (damaged.Count == 0)
            return;
        LogDamaged(log, damaged.Count);
        await database.WriteAsync(connection => HintTable.StrikeAsync(connection, database.IsPostgres, damaged));
    }

    /// <summary>Returns when the hints are on disk. They are handed to their mailboxes from then on until these have reflected them.</summary>
    public Task AppendAsync(IReadOnlyList<JournaledHint> hints, CancellationToken cancellationToken) =>
        hints.Count == 0 ? Task.CompletedTask : WriteAsync(new Entry(hints, []), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
            await _keeper.DisposeAsync();
        await _stop.CancelAsync();
        _waiting.Writer.TryComplete();
        await _writer;
        _stop.Dispose();
    }

    private async Task StrikeAsync(IReadOnlyCollection<long> reflected)
    {
        var rows = _left.Subtract(reflected);
        if (rows.Count == 0)
            return;
        try
        {
            await WriteAsync(new Entry([], rows), CancellationToken.None);
        }
        catch (Exception stopped) when (_stop.IsCancellationRequested && stopped is OperationCanceledException or ChannelClosedException)
        {
            // The rows stay, and their hints come again at the next start.
        }
    }

    private async Task WriteAsync(Entry entry, CancellationToken cancellationToken)
    {
        await _waiting.Writer.WriteAsync(entry, cancellationToken);
        await entry.Written.Task.WaitAsync(cancellationToken);
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        var batch = new List<Entry>();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
            {
                for (var rows = 0; rows < MaxBatch && _waiting.Reader.TryRead(out var entry); rows += entry.Hints.Count + entry.Strikes.Count)
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
            var hints = batch.SelectMany(entry => entry.Hints).ToHashSet();
            var number = ++_lastNumber;
            await database.WriteAsync(async connection =>
            {
                if (hints.Count > 0)
                    await HintTable.InsertAsync(connection, _lease.Owner, number, hints);
                await HintTable.StrikeAsync(connection, database.IsPostgres, [.. batch.SelectMany(entry => entry.Strikes)]);
            });
            Post(hints, number);
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

    private void Post(IReadOnlyCollection<JournaledHint> hints, long row)
    {
        if (!_left.Add(row, hints.Count))
            return;
        foreach (var hint in hints)
            dispatcher.Post(hint, row);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} rows of the journal of hints cannot be read and are dropped")]
    private static partial void LogDamaged(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} rows of the journal of hints, left over by a gateway that is gone, are handed out")]
    private static partial void LogTaken(ILogger logger, int count);

    /// <summary>Hints to keep, or rows to strike off, and who waits for it.</summary>
    private sealed record Entry(IReadOnlyList<JournaledHint> Hints, IReadOnlyCollection<long> Strikes)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
