using HybridCalendar.Connector.Link;

namespace HybridCalendar.Connector.Tests.Link;

/// <summary>Connectors that lost the same gateway must not all come back at the same moment.</summary>
public sealed class PausesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(30, 60)]
    public void A_pause_doubles_up_to_a_minute_and_is_less_by_chance(int failures, int longestSeconds)
    {
        var pauses = Enumerable.Range(0, 200).Select(seed => new Pauses(TimeSpan.FromSeconds(1), new Random(seed)).After(failures).TotalSeconds).ToList();

        pauses.ShouldAllBe(pause => pause >= longestSeconds / 2.0 && pause <= longestSeconds);
        // Connectors spread over the half: nearly all of them differ, and both ends are come near to.
        pauses.Distinct().Count().ShouldBeGreaterThan(150);
        (pauses.Min(), pauses.Max()).ShouldSatisfyAllConditions(
            range => range.Item1.ShouldBeLessThan(longestSeconds * 0.6), range => range.Item2.ShouldBeGreaterThan(longestSeconds * 0.9));
    }

    [Fact]
    public void One_connector_does_not_wait_equally_long_each_time()
    {
        var pauses = new Pauses(TimeSpan.FromSeconds(1), new Random(1));

        Enumerable.Range(0, 20).Select(_ => pauses.Long()).Distinct().Count().ShouldBeGreaterThan(15);
    }
}
