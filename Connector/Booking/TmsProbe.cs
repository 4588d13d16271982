using HybridCalendar.Connector.Tms;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Connector.Booking;

/// <summary>
/// Asks TMS now and then whether it is there, though nobody asks it for anything: a connector that stands by must know whether it could
/// serve, and one that found TMS away is not asked again before it says that TMS is back.
/// </summary>
internal sealed partial class TmsProbe(TmsServer server, TmsAlarms alarms, TimeProvider time, Random random, ILogger<TmsProbe> log) : BackgroundService
{
    private static readonly TimeSpan s_usual = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_whileAway = TimeSpan.FromSeconds(15);

    /// <summary>Asks TMS once, and raises or clears its alarm.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            var known = await server.AskAnewAsync(cancel);
            alarms.Answers();
            alarms.ClocksDiffer(known.Ahead is { } ahead ? ClockDifference.Problem(ahead) : null);
        }
        catch (TmsException refused)
        {
            LogAway(log, refused.Reason, refused.Message);
            alarms.IsNotInReach(refused.Message);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // A fault of ours: the requests go on to tell how TMS is, and a connector that ends does nothing any more.
            LogFault(log, fault);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var raised = alarms.Raised;
            await LookAsync(stoppingToken);
            await PauseAsync(raised, stoppingToken);
        }
    }

    /// <summary>A request that finds TMS away ends the pause: the failure may have been that request's alone.</summary>
    private async Task PauseAsync(Task raised, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(raised, Task.Delay((alarms.IsAway ? s_whileAway : s_usual) * Share(), time, end.Token));
        await end.CancelAsync();
    }

    private double Share()
    {
        lock (random)
            return 0.8 + (random.NextDouble() * 0.4);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether TMS is in reach could not be found out")]
    private static partial void LogFault(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "TMS is not in reach ({Reason}): {Detail}")]
    private static partial void LogAway(ILogger logger, Domain.Conferences.ConferenceReason reason, string detail);
}
