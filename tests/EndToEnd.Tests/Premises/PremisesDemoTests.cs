using HybridCalendar.Sandbox.Demo.Premises;

namespace HybridCalendar.EndToEnd.Tests.Meetings;

public sealed class PremisesDemoTests
{
    [Fact]
    public async Task Test_the_Office_365_and_TMS_integration_and_the_active_instance()
    {
        var steps = await PremisesDemo.PlayAsync(_ => { }, TestContext.Current.CancellationToken);
        steps.Count.ShouldBe(17);
        steps.Where(step => !step.Ok).Select(step => $"{step.Name}: {step.Problem}").ShouldBeEmpty();
    }
}
