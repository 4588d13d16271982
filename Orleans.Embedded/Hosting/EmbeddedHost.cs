using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orleans.Embedded;

/// <summary>Starts and stops the runtime with its host.</summary>
internal sealed partial class EmbeddedHost(
    GrainCatalog catalog,
    ActivationCollector collector,
    ReminderService reminders,
    StorageWriter writer,
    StorageReaders readers,
    OrleansEmbeddedOptions options,
    ILogger<EmbeddedHost> logger) : IHostedService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        collector.Start();
        reminders.Start();
        return Task.CompletedTask;
    }

    /// <summary>New calls from outside are refused; running turns may end, calling other grains; then all grains are deactivated.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Acceptance = Acceptance.Draining;
        reminders.Dispose();
        collector.Dispose();
        if (!await WaitUntilAsync(() => catalog.Activations.All(activation => activation.IsQuiet), options.DrainTimeout, cancellationToken))
            LogNotDrained(logger, catalog.Activations.Count(activation => !activation.IsQuiet), options.DrainTimeout);
        if (!await WaitUntilAsync(Deactivated, options.DeactivationTimeout, cancellationToken)) LogNotDeactivated(logger, catalog.Count);
        catalog.Acceptance = Acceptance.Closed;
        writer.Dispose();
        readers.Dispose();
    }

    private bool Deactivated()
    {
        foreach (var activation in catalog.Activations)
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The host stops."));
        return catalog.Count == 0;
    }

    private static async Task<bool> WaitUntilAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit || cancellationToken.IsCancellationRequested) return false;
            await Task.Delay(Look, CancellationToken.None);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} grains still had turns running after {Limit}; the host stops without waiting for them")]
    private static partial void LogNotDrained(ILogger logger, int count, TimeSpan limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} grains could not be deactivated in time")]
    private static partial void LogNotDeactivated(ILogger logger, int count);
}
