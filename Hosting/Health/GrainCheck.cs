using HybridCalendar.Grains;
using HybridCalendar.Grains.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HybridCalendar.Hosting.Health;

/// <summary>
/// Whether grains answer: those of this host, or where it hosts none, those of any silo. What befalls another host makes this one no less ready.
/// </summary>
internal sealed class GrainCheck(IGrainFactory grains) : IHealthCheck
{
    /// <summary>A client of the cluster sends each key to one of the silos: of so many hardly all go to one that is frozen.</summary>
    private const int Probes = 8;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var open = Enumerable.Range(0, Probes).Select(number => grains.GetGrain<IProbeGrain>(GrainKeys.Probe(number)).Answer()).ToList();
        while (true)
        {
            var ended = await Task.WhenAny(open).WaitAsync(cancellationToken);
            open.Remove(ended);
            if (ended.IsCompletedSuccessfully)
                return HealthCheckResult.Healthy();
            if (open.Count == 0)
                return HealthCheckResult.Unhealthy("No grain answers.", ended.Exception);
        }
    }
}
