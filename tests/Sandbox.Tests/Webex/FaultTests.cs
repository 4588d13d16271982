using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace HybridCalendar.Sandbox.Tests.Webex;

public sealed class FaultTests : WebexTestBase
{
    private async Task SwitchAsync(object fault) => await Server.JsonAsync(await Http.PostAsJsonAsync("/sandbox/webex/faults", fault));

    [Theory]
    [InlineData("400", HttpStatusCode.BadRequest)]
    [InlineData("429", HttpStatusCode.TooManyRequests)]
    [InlineData("423", HttpStatusCode.Locked)]
    [InlineData("503", HttpStatusCode.ServiceUnavailable)]
    public async Task A_counted_fault_refuses_so_many_requests_and_then_stops(string kind, HttpStatusCode status)
    {
        await SwitchAsync(new { kind, path = "/v1/people", retryAfterSeconds = 7, count = 2 });
        for (var i = 0; i < 2; i++)
        {
            var refused = await Http.GetAsync("/v1/people/me");
            await ProblemAsync(refused, status);
            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        }
        (await Http.GetAsync("/v1/people/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_fault_hits_only_the_path_method_and_device_it_names()
    {
        await SwitchAsync(new { kind = "503", path = "/v1/meetings", method = "POST" });
        await SwitchAsync(new { kind = "429", deviceId = "another" });
        (await Http.GetAsync("/v1/meetings")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Server.JsonAsync(await Server.CommandAsync("Bookings.List", null));
        await ProblemAsync(await Http.PostAsJsonAsync("/v1/meetings", MeetingAsked()), HttpStatusCode.ServiceUnavailable);
        await Http.DeleteAsync("/sandbox/webex/faults");
        await CreateMeetingAsync();
        await SwitchAsync(new { kind = "423", deviceId = Server.DeviceId });
        await ProblemAsync(await Server.CommandAsync("Bookings.List", null), HttpStatusCode.Locked);
    }

    [Fact]
    public async Task A_fault_of_a_host_hits_only_what_is_asked_in_his_name()
    {
        await SwitchAsync(new { kind = "400", path = "/v1/meetings", hostEmail = WebexServer.Anna });
        var boris = await CreateMeetingAsync(MeetingAsked(host: WebexServer.Boris));
        await ProblemAsync(await Http.PostAsJsonAsync("/v1/meetings", MeetingAsked()), HttpStatusCode.BadRequest);
        var path = $"/v1/meetings/{boris.GetProperty("id").GetString()}";
        await Server.JsonAsync(await Http.PatchAsJsonAsync(path, new { title = "Review", hostEmail = WebexServer.Boris }));
        await ProblemAsync(await Http.DeleteAsync($"{path}?hostEmail={WebexServer.Anna}"), HttpStatusCode.BadRequest);
        (await Http.DeleteAsync($"{path}?hostEmail={WebexServer.Boris}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_lost_answer_did_what_was_asked()
    {
        await SwitchAsync(new { kind = "loseAnswer", path = "/v1/meetings", count = 1 });
        await Should.ThrowAsync<HttpRequestException>(() => Http.PostAsJsonAsync("/v1/meetings", MeetingAsked()));
        await CreateMeetingAsync();
        (await Server.GetAsync("/sandbox/webex/meetings")).GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_dropped_request_did_nothing()
    {
        await SwitchAsync(new { kind = "drop", method = "POST", path = "/v1/meetings", count = 1 });
        await Should.ThrowAsync<HttpRequestException>(() => Http.PostAsJsonAsync("/v1/meetings", MeetingAsked()));
        (await Server.GetAsync("/sandbox/webex/meetings")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_delay_waits_and_a_seeded_chance_repeats()
    {
        await SwitchAsync(new { kind = "delay", delayMs = 300, count = 1 });
        var clock = Stopwatch.StartNew();
        await Server.GetAsync("/v1/people/me");
        clock.ElapsedMilliseconds.ShouldBeGreaterThan(250);

        var fault = new[] { new { kind = "503", probability = 0.5, seed = 42 } };
        async Task<string> PatternAsync()
        {
            await Http.PutAsJsonAsync("/sandbox/webex/faults", fault);
            var pattern = "";
            for (var i = 0; i < 20; i++) pattern += (await Http.GetAsync("/v1/people/me")).IsSuccessStatusCode ? '.' : 'x';
            return pattern;
        }
        var first = await PatternAsync();
        first.ShouldContain('x');
        first.ShouldContain('.');
        (await PatternAsync()).ShouldBe(first);
    }
}
