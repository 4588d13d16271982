using HybridCalendar.Grains;
using HybridCalendar.Grains.Organizations;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Hosting.Health;

/// <summary>Whether a grain answers, with its state.</summary>
internal sealed class GrainCheck(IGrainFactory grains, IOptions<OrganizationOptions> organization) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var key = GrainKeys.Organization(organization.Value.Id);
        await grains.GetGrain<IOrganizationGrain>(key).GetSettings().WaitAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
