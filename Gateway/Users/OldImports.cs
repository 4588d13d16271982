using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Gateway.Users;

/// <summary>Forgets imports, with the files that nobody applied, a day after they began.</summary>
internal sealed partial class OldImports(UserImportTable store, TimeProvider time, ILogger<OldImports> log) : BackgroundService
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryForgetAsync();
            await Task.Delay(s_period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryForgetAsync()
    {
        try
        {
            await store.ForgetAsync((time.GetUtcNow() - s_life).ToUnixTimeMilliseconds());
        }
#pragma warning disable CA1031 // A database that does not answer now does so later.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotForgotten(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old imports of users could not be removed; it is tried again within the hour")]
    private static partial void LogNotForgotten(ILogger logger, Exception failure);
}
