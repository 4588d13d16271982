using System.Text.Json;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Tests.Testing;
using HybridCalendar.Domain.Meetings;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace HybridCalendar.Clients.Tests.Office365;

public sealed class CalendarTests
{
    private const string Event = """{"@odata.etag":"W/\"2\"","id":"AAA=","subject":"S","type":"singleInstance"}""";

    [Fact]
    public async Task GetEvent_asks_for_selected_fields_our_property_and_immutable_ids()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(Event));

        var read = await world.Calendar.GetEventAsync(GraphWorld.Anna, "AAA=");

        read!.Id.ShouldBe("AAA=");
        var call = world.Calls.ShouldHaveSingleItem();
        call.Target.ShouldStartWith("/v1.0/users/anna%40contoso.example/events/AAA%3D?$expand=singleValueExtendedProperties");
        call.Query["$expand"].ToString().ShouldContain("$filter=id eq 'String {");
        call.Query["$select"].ToString().ShouldContain("originalStartTimeZone");
        call.Query["$select"].ToString().ShouldNotContain("exceptionOccurrences");
        call.Headers["Prefer"].ShouldContain("IdType=\"ImmutableId\"");
        call.Headers["Prefer"].ShouldContain("outlook.timezone=\"UTC\"");
        call.Headers["Authorization"].ShouldBe("Bearer t1");
    }

    [Fact]
    public async Task GetSeries_asks_for_exceptions_and_cancellations()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(
            """{"id":"M","type":"seriesMaster","exceptionOccurrences":[{"id":"E"}],"cancelledOccurrences":["OID.M.2026-12-01"]}"""));

        var read = await world.Calendar.GetSeriesAsync(GraphWorld.Anna, "M");

        read!.ExceptionOccurrences.ShouldHaveSingleItem().Id.ShouldBe("E");
        read.CancelledOccurrences.ShouldBe(["OID.M.2026-12-01"]);
        var query = world.Calls.ShouldHaveSingleItem().Query;
        query["$select"].ToString().ShouldEndWith("exceptionOccurrences,cancelledOccurrences");
        query["$expand"].ToString().ShouldEndWith(",exceptionOccurrences");
    }

    [Theory]
    [InlineData("""{"id":"M","type":"seriesMaster","cancelledOccurrences":[]}""", true)]
    [InlineData("""{"id":"M","type":"seriesMaster","exceptionOccurrences":[]}""", false)]
    [InlineData("""{"id":"M","type":"singleInstance"}""", false)]
    public async Task A_series_without_any_list_of_exceptions_is_not_one_without_exceptions(string answer, bool lacks)
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(answer));

        (await world.Calendar.GetSeriesAsync(GraphWorld.Anna, "M"))!.LacksExceptions.ShouldBe(lacks);
    }

    [Fact]
    public async Task GetEvent_of_an_event_that_is_gone_is_null()
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(404, "ErrorItemNotFound"));

        (await world.Calendar.GetEventAsync(GraphWorld.Anna, "A")).ShouldBeNull();
    }

    [Theory]
    [InlineData(404, "MailboxNotEnabledForRESTAPI", GraphError.MailboxNotEnabled)]
    [InlineData(404, "ErrorInvalidUser", GraphError.MailboxNotEnabled)]
    [InlineData(403, "ErrorAccessDenied", GraphError.AccessDenied)]
    [InlineData(400, "ErrorInvalidIdMalformed", GraphError.Invalid)]
    [InlineData(410, "SyncStateNotFound", GraphError.Gone)]
    public async Task A_refusal_is_told_apart_and_names_nobody(int status, string code, GraphError error)
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(status, code));

        var e = await Should.ThrowAsync<GraphException>(() => world.Calendar.GetEventAsync(GraphWorld.Anna, "A"));

        (e.Error, e.Code, e.Status, e.RequestId, e.IsTransient).ShouldBe((error, code, status, "req-1", false));
        e.ToString().ShouldNotContain("contoso");
        world.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task List_follows_absolute_links_and_drops_doubles()
    {
        await using var world = await GraphWorld.StartAsync(context => context.Request.Query.ContainsKey("$skiptoken")
            ? context.JsonAsync("""{"value":[{"id":"2"},{"id":"3"}]}""")
            : context.JsonAsync($$"""{"value":[{"id":"1"},{"id":"2"}],"@odata.nextLink":"http://{{context.Request.Host}}/v1.0/users/anna/calendarView?$skiptoken=x%2By"}"""));

        var events = await world.Calendar.ListAsync(GraphWorld.Anna, Instant.FromUtc(2026, 11, 1, 0, 0), Instant.FromUtc(2026, 12, 1, 0, 0));

        events.Select(item => item.Id).ShouldBe(["1", "2", "3"]);
        world.Calls[0].Query["startDateTime"].ToString().ShouldBe("2026-11-01T00:00:00Z");
        world.Calls[0].Query["endDateTime"].ToString().ShouldBe("2026-12-01T00:00:00Z");
        world.Calls[1].Target.ShouldBe("/v1.0/users/anna/calendarView?$skiptoken=x%2By");
        world.Calls.ShouldAllBe(call => call.Headers["Authorization"] == "Bearer t1" && call.Headers["Prefer"].Contains("ImmutableId"));
    }

    [Fact]
    public async Task A_list_that_never_ends_is_an_error_soon()
    {
        var page = 0;
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(
            $$"""{"value":[{"id":"1"}],"@odata.nextLink":"http://{{context.Request.Host}}/v1.0/users/anna/calendarView?$skiptoken={{page++}}"}"""));

        var e = await Should.ThrowAsync<GraphException>(() => world.Calendar.ListAsync(GraphWorld.Anna, Instant.MinValue, Instant.MinValue + Duration.FromDays(1)));

        (e.Error, e.Code).ShouldBe((GraphError.Transient, "PagingLoop"));
        world.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_link_to_another_host_gets_no_token()
    {
        await using var elsewhere = await HttpScript.StartAsync(context => context.JsonAsync("""{"value":[]}"""));
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(
            $$"""{"value":[{"id":"1"}],"@odata.nextLink":"{{elsewhere.Url}}/v1.0/users/anna/calendarView?$skiptoken=1"}"""));

        var e = await Should.ThrowAsync<GraphException>(() => world.Calendar.ListChangedAsync(GraphWorld.Anna, Instant.FromUtc(2026, 11, 1, 0, 0)));

        e.Error.ShouldBe(GraphError.Invalid);
        elsewhere.Requests.ShouldBeEmpty();
        world.Calls.ShouldHaveSingleItem().Query["$filter"].ToString().ShouldBe("lastModifiedDateTime ge 2026-11-01T00:00:00Z");
    }

    [Fact]
    public async Task Update_sends_only_what_changes_under_the_version_it_was_made_from()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(Event));

        var outcome = await world.Calendar.UpdateInvitationAsync(
            GraphWorld.Anna, "A", "W/\"1\"", new InvitationUpdate(new EventBody(true, "<p>é</p>"), Marker: "m1"));

        outcome.Status.ShouldBe(UpdateStatus.Updated);
        outcome.ETag.ShouldBe("W/\"2\"");
        var call = world.Calls.ShouldHaveSingleItem();
        (call.Method, call.Headers["If-Match"]).ShouldBe(("PATCH", "W/\"1\""));
        var body = JsonDocument.Parse(call.Body).RootElement;
        body.GetProperty("body").GetProperty("contentType").GetString().ShouldBe("html");
        body.GetProperty("body").GetProperty("content").GetString().ShouldBe("<p>é</p>");
        body.GetProperty("singleValueExtendedProperties")[0].GetProperty("value").GetString().ShouldBe("m1");
        body.TryGetProperty("location", out _).ShouldBeFalse();
        body.TryGetProperty("subject", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(412, "ErrorIrresolvableConflict", UpdateStatus.Conflict)]
    [InlineData(404, "ErrorItemNotFound", UpdateStatus.Gone)]
    public async Task Update_of_what_changed_or_went_is_an_outcome(int status, string code, UpdateStatus expected)
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(status, code));

        var outcome = await world.Calendar.UpdateInvitationAsync(GraphWorld.Anna, "A", "W/\"1\"", new InvitationUpdate(Marker: "m1"));

        outcome.ShouldBe(new UpdateOutcome(expected));
        world.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task MailboxSettings_are_read()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(
            """{"timeZone":"FLE Standard Time","language":{"locale":"bg-BG","displayName":"x"},"workingHours":{}}"""));

        (await world.Calendar.GetMailboxSettingsAsync(GraphWorld.Anna)).ShouldBe(new MailboxSettings("bg-BG", "FLE Standard Time"));
    }

    [Fact]
    public async Task An_apostrophe_in_an_address_reaches_Graph_whole()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(Event));

        await world.Calendar.GetEventAsync("o'brien@contoso.example", "A");

        world.Calls.ShouldHaveSingleItem().Path.ShouldBe("/v1.0/users/o'brien@contoso.example/events/A");
    }

    [Fact]
    public async Task A_window_beyond_Graphs_limit_is_refused_here()
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(Event));
        var from = Instant.FromUtc(2026, 1, 1, 0, 0);

        await Should.ThrowAsync<ArgumentException>(() => world.Calendar.ListAsync(GraphWorld.Anna, from, from + Duration.FromDays(1826)));
        world.Calls.ShouldBeEmpty();
    }
}
