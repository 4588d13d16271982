using HybridCalendar.Domain.JoinTargets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.JoinRules;

/// <summary>Takes up what the organization changed of the join rules: before grains run, and within seconds when another host was told.</summary>
public sealed partial class JoinRuleFollower(JoinRuleTable table, JoinRuleSource rules, TimeProvider time, ILogger<JoinRuleFollower> log) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _looking = new(1);
    private long _version;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Looks for changes now.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        await _looking.WaitAsync(cancel);
        try
        {
            var (version, edits) = await table.ReadAsync(cancel);
            if (version == _version)
                return;
            _version = version;
            rules.TakeEdits(edits);
            LogTaken(log, rules.Current.RuleIds.Count);
        }
        catch (JoinRulesException wrong)
        {
            // They were right when they were made: the file below them is another one now. No room must be without rules for it.
            LogRefused(log, wrong.Message);
        }
        finally
        {
            _looking.Release();
        }
    }

    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(s_period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryLookAsync(stoppingToken);
        }
    }

    private async Task TryLookAsync(CancellationToken cancel)
    {
        try
        {
            await LookAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The host ends.
        }
#pragma warning disable CA1031 // A database that does not answer now does so later; the rules in force stay.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotTaken(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The organization's join rules changed: {Rules} rules are in force")]
    private static partial void LogTaken(ILogger logger, int rules);

    [LoggerMessage(Level = LogLevel.Error, Message = "The organization's join rules do not fit the file of rules, the rules before stay in force: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The organization's join rules could not be looked at; the rules before stay in force, and it is tried again")]
    private static partial void LogNotTaken(ILogger logger, Exception failure);
}
