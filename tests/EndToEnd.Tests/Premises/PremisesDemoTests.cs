using HybridCalendar.Sandbox.Demo.Premises;

namespace HybridCalendar.EndToEnd.Tests.Premises;

public sealed class PremisesDemoTests
{
    [Fact]
    public async Task The_demo_plays_the_test_of_the_integration_and_the_active_instance()
    {
        var steps = await PremisesDemo.PlayAsync(_ => { }, TestContext.Current.CancellationToken);
        steps.Count.ShouldBe(17);
        steps.Where(step => !step.Ok).Select(step => $"{step.Name}: {step.Problem}").ShouldBeEmpty();
    }
}
