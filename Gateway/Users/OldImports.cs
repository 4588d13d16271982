using HybridCalendar.Grains.Audits;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Gateway.Users;

/// <summary>
/// Forgets imports, with their files, a day after they began; and tells the audit log what imports were doing when their gateway ended.
/// </summary>
internal sealed partial class OldImports(UserImportTable store, AuditLog audit, TimeProvider time, ILogger<OldImports> log) : BackgroundService
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryTidyAsync();
            await Task.Delay(s_period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryTidyAsync()
    {
        try
        {
            await ImportTrail.TellLeftAsync(store, audit, time.GetUtcNow());
            await store.ForgetAsync((time.GetUtcNow() - s_life).ToUnixTimeMilliseconds());
        }
#pragma warning disable CA1031 // A database that does not answer now does so later.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotTidied(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old imports of users could not be removed, or looked at; it is tried again in minutes")]
    private static partial void LogNotTidied(ILogger logger, Exception failure);
}
