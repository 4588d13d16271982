using Dapper;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HybridCalendar.Hosting.Health;

/// <summary>Whether the catalog's database answers.</summary>
internal sealed class CatalogCheck(CatalogDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT 1", cancellationToken: cancellationToken));
        return HealthCheckResult.Healthy();
    }
}
