using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Sandbox.Tests.Wiring;

public sealed class ClusterCommandTests
{
    [Theory]
    [InlineData("--gateways", "0")]
    [InlineData("--gateways", "-1")]
    [InlineData("--silos", "0")]
    public void A_cluster_without_gateways_or_silos_is_refused_before_anything_starts(string option, string count)
    {
        var parsed = ClusterCommand.Create().Parse(["--connection", "Host=db", option, count]);

        parsed.Errors.ShouldHaveSingleItem().Message.ShouldBe($"{option}: at least 1.");
    }

    [Fact]
    public void One_of_each_is_enough()
    {
        ClusterCommand.Create().Parse(["--connection", "Host=db", "--gateways", "1", "--silos", "1"]).Errors.ShouldBeEmpty();
    }
}
