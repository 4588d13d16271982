#if ORLEANS
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Hosting;

/// <summary>Says of a gateway without a database that it forgets what its grains know.</summary>
internal sealed partial class MemoryWarning(ILogger<MemoryWarning> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogInMemory(log);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Cluster:ConnectionString is not set: rooms, users and devices are kept in memory and forgotten when this process ends. Only to try things")]
    private static partial void LogInMemory(ILogger logger);
}
#endif
