using System.Text.Json;
using HybridCalendar.Sandbox.Demo;

namespace HybridCalendar.Sandbox.Tests.Demo;

public sealed class DemoResultTests
{
    private static readonly DemoStep s_right = new("scheduled", true, 12, null);
    private static readonly DemoStep s_wrong = new("moved", false, 8000, "Rila shows nothing.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_wrong_device_makes_the_whole_day_wrong(bool asJson)
    {
        (await TellAsync(asJson, s_right, s_right)).Code.ShouldBe(0);
        (await TellAsync(asJson, s_right, s_wrong, s_right)).Code.ShouldBe(1);
        (await TellAsync(asJson)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Machines_get_every_step()
    {
        var told = JsonDocument.Parse((await TellAsync(true, s_right, s_wrong)).Text).RootElement;
        told.GetProperty("ok").GetBoolean().ShouldBeFalse();
        told.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("problem").GetString()).ShouldBe([null, "Rila shows nothing."]);
    }

    private static async Task<(int Code, string Text)> TellAsync(bool asJson, params DemoStep[] steps)
    {
        using var output = new StringWriter();
        return (await DemoResult.TellAsync(steps, asJson, output), output.ToString());
    }
}
