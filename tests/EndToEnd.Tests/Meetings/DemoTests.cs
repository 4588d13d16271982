using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox.Demo;

namespace HybridCalendar.EndToEnd.Tests.Meetings;

public sealed class DemoTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task The_scripted_day_ends_with_every_device_right()
    {
        using var outlook = await DemoCalendar.SignInAsync(world.Playground.Addresses.Sandbox, TestContext.Current.CancellationToken);
        var script = new DemoScript(world.Playground, world.Panel, outlook);
        var steps = await script.PlayAsync(_ => { }, TestContext.Current.CancellationToken);
        steps.Count.ShouldBe(18);
        steps.Where(step => !step.Ok).Select(step => $"{step.Name}: {step.Problem}").ShouldBeEmpty();
    }
}
