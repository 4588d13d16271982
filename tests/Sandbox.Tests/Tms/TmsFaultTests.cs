using System.Net;
using System.Net.Http.Json;

namespace HybridCalendar.Sandbox.Tests.Tms;

public sealed class TmsFaultTests : TmsTestBase
{
    private static readonly Draft Asked = new() { Start = Start.AddHours(2), Source = "HC", Key = "one" };

    [Fact]
    public async Task A_lost_answer_booked_and_a_dropped_call_did_not()
    {
        Tms.Session = (await Should.ThrowAsync<SoapFaultException>(async () =>
        {
            Tms.FollowsSessions = false;
            await SaveAsync(Asked);
        })).Session!;
        await SwitchAsync(new { kind = "drop", operation = "SaveConferenceWithMode", count = 1 });
        await Should.ThrowAsync<HttpRequestException>(() => SaveAsync(Asked));
        (await ConferencesAsync()).ShouldBeEmpty();
        await SwitchAsync(new { kind = "loseAnswer", operation = "SaveConferenceWithMode", count = 1 });
        await Should.ThrowAsync<HttpRequestException>(() => SaveAsync(Asked));
        (await ConferencesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_whose_connection_was_cut_is_done_later_all_the_same()
    {
        await SaveAsync(Asked with { Key = "other", Start = Start.AddHours(6) });
        await SwitchAsync(new { kind = "cut", operation = "SaveConferenceWithMode", delayMs = 60_000, count = 1 });
        await Should.ThrowAsync<HttpRequestException>(() => SaveAsync(Asked));
        (await ConferencesAsync()).Count.ShouldBe(1);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await ConferencesAsync()).Count < 2)
        {
            // The caller may hear that the connection broke before the wait begins.
            Clock.Advance(TimeSpan.FromSeconds(61));
            await Task.Delay(20, deadline.Token);
        }
    }

    [Fact]
    public async Task Refusals_strike_as_often_as_they_are_told()
    {
        await SwitchAsync(new { kind = "unavailable", count = 1 });
        await SwitchAsync(new { kind = "unauthorized", count = 1 });
        await SwitchAsync(new { kind = "databaseDown", operation = "GetDefaultConference", count = 1 });
        (await Should.ThrowAsync<HttpRequestException>(() => Tms.CallAsync("GetDefaultConference"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Should.ThrowAsync<HttpRequestException>(() => Tms.CallAsync("GetDefaultConference"))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Should.ThrowAsync<SoapFaultException>(() => Tms.CallAsync("GetDefaultConference"))).Code.ShouldBe(-2147219500);
        await Tms.CallAsync("GetDefaultConference");
        (await Http.PostAsJsonAsync("/sandbox/tms/faults", new { kind = "misspelled" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Sessions_ports_and_licences_can_be_lost()
    {
        var saved = await SaveAsync(Asked);
        await SwitchAsync(new { kind = "loseSessions", count = 1 });
        Tms.FollowsSessions = false;
        var lost = await Should.ThrowAsync<SoapFaultException>(() => SaveAsync(Asked with { Version = "1" }));
        lost.Code.ShouldBe(-2147218253);
        Tms.Session = lost.Session!;
        await SwitchAsync(new { kind = "noRoute", count = 1 });
        (await SaveAsync(Asked with { Version = "1" }, "BestEffortForced")).Status().ShouldBe("Defective");
        await SwitchAsync(new { kind = "licenceExhausted", count = 1 });
        (await RefusedAsync(Asked with { Version = "2" })).ShouldBe(-2147219503);
        (await ConferencesAsync()).ShouldBeEmpty();
        saved.Int("Version").ShouldBe(1);
    }

    [Fact]
    public async Task A_delay_waits_on_its_clock()
    {
        await SwitchAsync(new { kind = "delay", delayMs = 60_000, count = 1 });
        var slow = Tms.CallAsync("GetDefaultConference");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!slow.IsCompleted)
        {
            // Until the call has come there is nothing that waits.
            Clock.Advance(TimeSpan.FromSeconds(61));
            await Task.WhenAny(slow, Task.Delay(10, deadline.Token));
            deadline.Token.ThrowIfCancellationRequested();
        }
        (await slow).Has("GetDefaultConferenceResult").ShouldBeTrue();
        (await GetAsync("/sandbox/tms/faults")).GetProperty("faults")[0].GetProperty("hits").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Its_own_pages_list_all_and_refuse_to_edit_what_the_calendar_connector_made()
    {
        (await Http.GetStringAsync("/tms/booking/listconferences")).ShouldContain("No conference is booked.");
        var own = await SaveAsync(new Draft { Start = Start.AddHours(2), Systems = [67] });
        var connectors = await SaveAsync(Asked with { Source = "EX:TMSCC:{1}", Title = "<Plan>" });
        var page = await Http.GetStringAsync("/tms/booking/listconferences");
        page.ShouldContain("Calendar Connector");
        page.ShouldNotContain("No conference is booked.");
        page.ShouldContain("&lt;Plan&gt;");
        async Task<HttpStatusCode> RenameAsync(int id)
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("title", "Renamed")]);
            return (await Http.PostAsync($"/tms/booking/listconferences/{id}", form)).StatusCode;
        }
        (await RenameAsync(own.Int("ConferenceId"))).ShouldBe(HttpStatusCode.OK);
        (await RenameAsync(connectors.Int("ConferenceId"))).ShouldBe(HttpStatusCode.Conflict);
        (await Http.DeleteAsync($"/sandbox/conferences/{connectors.Int("ConferenceId")}")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ConferencesAsync()).Select(row => row.GetProperty("title").GetString()).ShouldBe(["Renamed", "<Plan>"], ignoreOrder: true);
    }

    [Fact]
    public async Task It_ends_and_starts_again_with_all_it_knew_but_the_sessions()
    {
        await SaveAsync(Asked);
        var server = new HybridCalendar.Sandbox.Tms.TmsServer(World);
        await using (server)
        {
            await server.StartAsync(CancellationToken.None);
            var first = server.Url;
            await server.StopAsync(CancellationToken.None);
            server.IsRunning.ShouldBeFalse();
            await server.StartAsync(CancellationToken.None);
            server.Url.ShouldBe(first);
        }
        Tms.FollowsSessions = false;
        (await RefusedAsync(Asked with { Version = "1" })).ShouldBe(-2147218253);
        (await ConferencesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Settings_are_changed_by_name()
    {
        (await Http.PutAsJsonAsync("/sandbox/tms/settings", new { bookingWindowDays = 1, connectorSources = new[] { "HC" } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RefusedAsync(Asked with { Start = Start.AddDays(2) })).ShouldBe(-2147218265);
        await SaveAsync(Asked);
        (await ConferencesAsync())[0].GetProperty("externalService").GetString().ShouldBe("Calendar Connector");
        (await Http.PutAsJsonAsync("/sandbox/tms/settings", new { bookingWindow = 1 })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}
