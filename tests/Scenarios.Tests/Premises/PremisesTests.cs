namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>Promises 1 to 4 on premises: whatever people do to their calendars, and whoever is killed meanwhile.</summary>
public sealed class PremisesTests(ITestOutputHelper output)
{
    private const int InOneWorld = 6;
    private static readonly TimeSpan s_longAway = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Gateway_connectors_and_TMS_are_killed_and_every_meeting_is_booked_once_as_the_calendars_say()
    {
        var outcome = await PremisesBatch.PlayAsync([.. Enumerable.Range(1, InOneWorld)], s_longAway, output.WriteLine);

        output.WriteLine($"{outcome.Edits} edits; {string.Join("; ", outcome.Blows)}; right {outcome.Passed} after the last edit");
        outcome.Blows.Count.ShouldBe(Enum.GetValues<Blow>().Length);
        outcome.Edits.ShouldBeGreaterThan(4 * InOneWorld);
        Assert.True(outcome.Wrong.Count == 0, string.Join("\n\n", outcome.Wrong));
    }
}
