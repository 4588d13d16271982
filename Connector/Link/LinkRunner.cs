using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Answers;
using HybridCalendar.Connector.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Connector.Link;

/// <summary>Keeps the connector connected, and writes down how it is.</summary>
internal sealed partial class LinkRunner(
    LinkClient client, RequestRunner requests, ConnectorState state, ConnectorIdentity identity, AnswerJournal journal, JournalAlarm journalAlarm,
    CertificateAlarm certificateAlarm, ConnectorOptions options, Pauses pauses, TimeProvider time, ILogger<LinkRunner> log) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_statusPeriod = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkFrame.Heartbeat? _told;
    private DateTimeOffset _writtenAt;

    /// <summary>Looks whether something changed that the gateway should hear of now; by itself it looks every 2 s.</summary>
    public void Look()
    {
        lock (_gate)
        {
            journalAlarm.Look();
            certificateAlarm.Look();
            if (!journal.IsWritable)
                requests.GiveUp();
            var beat = state.Heartbeat(requests.HasGivenUp, requests.Working);
            var isNews = _told is null || _told.Health != beat.Health || _told.Window != beat.Window || _told.MayServe != beat.MayServe
                || (_told.HasStoodDown != beat.HasStoodDown && beat.Health == LinkHealth.Outage)
                || !_told.Alarms.SequenceEqual(beat.Alarms);
            if (isNews)
            {
                _told = beat;
                _changed.TrySetResult();
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            if (isNews || time.GetUtcNow() - _writtenAt >= s_statusPeriod)
                WriteStatus();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var looking = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, s_look);
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var (pause, wasConnected) = await ConnectAsync(failures, stoppingToken);
            failures = wasConnected ? 1 : failures + 1;
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(TimeSpan Pause, bool WasConnected)> ConnectAsync(int failures, CancellationToken cancel)
    {
        try
        {
            await client.RunAsync(NextChange, cancel);
            return (TimeSpan.Zero, true);
        }
        catch (LinkRefusedException refused)
        {
            LogRefused(log, refused.Code, refused.Message);
            Disconnected(refused.Message);
            return (pauses.Long(), false);
        }
        catch (LinkClosedException closed)
        {
            LogClosed(log, closed.Message);
            var wasConnected = Disconnected(closed.Message);
            return (pauses.After(wasConnected ? 1 : failures + 1), wasConnected);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Disconnected("it was stopped.");
            return (TimeSpan.Zero, false);
        }
#pragma warning disable CA1031 // Whatever it was, such as a full disk, may pass; a connector that ends does nothing any more.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(log, failure);
            Disconnected($"it failed ({failure.GetType().Name}); its log tells more.");
            return (pauses.After(failures + 1), false);
        }
    }

    private bool Disconnected(string problem)
    {
        var wasConnected = state.Disconnected(problem);
        lock (_gate)
            WriteStatus();
        return wasConnected;
    }

    private Task NextChange()
    {
        lock (_gate)
            return _changed.Task;
    }

    private void WriteStatus()
    {
        _writtenAt = time.GetUtcNow();
        try
        {
            state.Report(identity, requests.Working, journal.CountUnacknowledged()).Write(options.DataDirectory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException or SqliteException)
        {
            LogNotWritten(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway refuses the connector ({Code}): {Detail}")]
    private static partial void LogRefused(ILogger logger, string code, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection to the gateway has ended, as {Reason}; the connector connects again")]
    private static partial void LogClosed(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The link failed; the connector connects again")]
    private static partial void LogFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The status could not be written down")]
    private static partial void LogNotWritten(ILogger logger, Exception failure);
}
