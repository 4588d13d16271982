using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Runtime.Tests.Clusters;

/// <summary>One runtime for all tests on the product's providers.</summary>
public sealed class ProductRuntimeFixture : RuntimeFixture
{
    public override ITestRuntime Runtime
    {
        get
        {
            Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
            return base.Runtime;
        }
    }

    protected override async Task<ITestRuntime?> StartAsync() => PostgresProcess.IsInstalled ? await ProductRuntime.StartAsync() : null;
}
