using System.Data.Common;
using System.Net.Sockets;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Hosting;

/// <summary>
/// A host that starts waits for its database, which may start after it, and then gives up: who started it hears why. What the database refuses is
/// refused again, and waited for by nobody.
/// </summary>
/// <param name="database">The database; a file is not waited for.</param>
/// <param name="time">The clock.</param>
/// <param name="jitter">After a power cut all hosts ask at the same time.</param>
/// <param name="log">Told of each try in vain.</param>
public sealed partial class DatabaseWait(CatalogDatabase database, TimeProvider time, Jitter jitter, ILogger<DatabaseWait> log)
{
    /// <summary>How long it is tried; the last try may end <see cref="LongestTry"/> after it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    internal static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(8);

    /// <exception cref="ConfigurationProblemException">The database was not there in time, or refuses this host.</exception>
    public async Task UntilThereAsync(CancellationToken stop)
    {
        if (!database.IsPostgres)
            return;
        var begin = time.GetTimestamp();
        for (var failures = 1; await TryAsync(stop) is { } failure; failures++)
        {
            if (!IsAway(failure))
                throw new ConfigurationProblemException($"Cluster:ConnectionString: PostgreSQL cannot be used. {Reason(failure)}", failure);
            var left = Longest - time.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero)
                throw new ConfigurationProblemException($"Cluster:ConnectionString: PostgreSQL was not there for {Longest.TotalMinutes:0} minutes. {Reason(failure)}", failure);
            var pause = jitter.PauseAfter(failures, s_longestPause);
            LogAway(log, Reason(failure), pause.TotalSeconds, left.TotalSeconds);
            await Task.Delay(pause < left ? pause : left, time, stop);
        }
    }

    /// <returns>Why it cannot be used; null when it can.</returns>
    private async Task<Exception?> TryAsync(CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(LongestTry, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            await using var connection = await database.OpenAsync(end.Token);
            return null;
        }
        catch (Exception failure) when (failure is DbException or SocketException or TimeoutException)
        {
            stop.ThrowIfCancellationRequested();
            return failure;
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            return new TimeoutException($"It did not answer within {LongestTry.TotalSeconds:0} s.", late);
        }
    }

    /// <summary>Of several servers one may be there and refuse.</summary>
    private static bool IsAway(Exception failure) => failure is DbException { IsTransient: true } or SocketException or TimeoutException
        || (failure.InnerException is AggregateException several && several.InnerExceptions.All(IsAway));

    private static string Reason(Exception failure) =>
        failure is DbException && failure.InnerException is { } inner ? $"{failure.Message}: {inner.Message}" : failure.Message;

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL is not there: {Reason} It is tried again in {Pause:0.0} s, for {Left:0} s more")]
    private static partial void LogAway(ILogger logger, string reason, double pause, double left);
}
