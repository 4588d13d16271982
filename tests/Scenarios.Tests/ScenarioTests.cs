using HybridCalendar.Scenarios.Tests.Plan;
using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests;

/// <summary>Promises 1 to 4, whatever people do to their calendars and whatever breaks meanwhile.</summary>
public sealed class ScenarioTests(ITestOutputHelper output)
{
    private const int InOneWorld = 100;

    [Theory]
    [InlineData(1)]
    [InlineData(101)]
    public async Task A_hundred_scenarios_end_as_the_calendars_say(int first)
    {
        output.WriteLine($"Seeds {first} to {first + InOneWorld - 1}");

        var result = await Batch.PlayAsync([.. Enumerable.Range(first, InOneWorld), .. Remembered.Seeds]);

        result.Restarts.ShouldBe(2);
        result.Edits.ShouldBeGreaterThan(5 * InOneWorld);
        Assert.True(result.Wrong.Count == 0, string.Join("\n\n", result.Wrong.Take(10)));
    }
}
