using System.Globalization;
using System.Text.Json;
using HybridCalendar.Sandbox.Time;

namespace HybridCalendar.Sandbox.Tests.Graph;

/// <summary>Limits, penalties and faults that other tests do not touch.</summary>
public sealed class MisbehaviourTests : IAsyncLifetime
{
    private static readonly DateOnly Day = Sample.Monday;
    private Webhook _hook = null!;

    public async ValueTask InitializeAsync() => _hook = await Webhook.StartAsync();

    public ValueTask DisposeAsync() => _hook.DisposeAsync();

    [Fact]
    public async Task A_list_can_be_made_to_have_no_end()
    {
        await using var server = await GraphServer.StartAsync();
        var only = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        await server.FaultAsync(new { kind = "infinitePages", path = "calendarView", count = 2 });
        var one = await server.GetAsync(Sample.View(GraphServer.Anna, Day, 1));
        var two = await server.GetAsync(one.GetProperty("@odata.nextLink").GetString()!);
        two.GetProperty("value")[0].Id().ShouldBe(only.Id());
        two.GetProperty("@odata.nextLink").GetString().ShouldNotBe(one.GetProperty("@odata.nextLink").GetString());
        (await server.GetAsync(two.GetProperty("@odata.nextLink").GetString()!)).TryGetProperty("@odata.nextLink", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_series_can_be_told_without_its_exceptions()
    {
        await using var server = await GraphServer.StartAsync();
        var master = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day).With("recurrence", Sample.Weekly(Day, 3, "monday")));
        await server.FaultAsync(new { kind = "missingExceptions", count = 1 });
        var path = $"/users/{GraphServer.Anna}/events/{master.Id()}?$select=subject,exceptionOccurrences,cancelledOccurrences&$expand=exceptionOccurrences";
        var told = await server.GetAsync(path);
        told.TryGetProperty("exceptionOccurrences", out _).ShouldBeFalse();
        told.TryGetProperty("cancelledOccurrences", out _).ShouldBeTrue();
        (await server.GetAsync(path)).GetProperty("exceptionOccurrences").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_write_can_be_held_until_it_is_stale()
    {
        await using var server = await GraphServer.StartAsync();
        var meeting = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        var path = $"/users/{GraphServer.Anna}/events/{meeting.Id()}";
        await server.FaultAsync(new { id = "h", kind = "hold", method = "PATCH", count = 1 });
        var held = server.SendAsync(HttpMethod.Patch, path, new { subject = "First" }, ("If-Match", meeting.GetProperty("@odata.etag").GetString()!));
        await server.UntilAsync("/sandbox/faults", faults => faults[0].GetProperty("strikes").GetInt32() == 1);
        held.IsCompleted.ShouldBeFalse();
        await server.PatchAsync(GraphServer.Anna, meeting.Id(), new { subject = "Second" });
        await server.SendAsync(HttpMethod.Delete, "/sandbox/faults/h");
        (await held).Status.ShouldBe(412);
        (await server.GetAsync(path)).GetProperty("subject").GetString().ShouldBe("Second");
    }

    [Fact]
    public async Task A_forgotten_sync_state_is_told_in_either_spelling()
    {
        await using var server = await GraphServer.StartAsync();
        var first = $"/users/{GraphServer.Anna}/calendarView/delta?startDateTime={Day:yyyy-MM-dd}&endDateTime={Day.AddDays(9):yyyy-MM-dd}";
        var link = (await server.GetAsync(first)).GetProperty("@odata.deltaLink").GetString()!;
        await server.FaultAsync(new { kind = "syncStateNotFound", code = "syncStateNotFound", count = 1 });
        var (status, error, _) = await server.SendAsync(HttpMethod.Get, link);
        (status, error.Code()).ShouldBe((410, "syncStateNotFound"));
    }

    [Fact]
    public async Task Any_refusal_can_be_asked_for()
    {
        await using var server = await GraphServer.StartAsync();
        await server.FaultAsync(new { kind = "status", status = 403, code = "ErrorAccessDenied", mailbox = GraphServer.Anna, count = 1 });
        var (status, error, _) = await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events");
        (status, error.Code()).ShouldBe((403, "ErrorAccessDenied"));
    }

    [Fact]
    public async Task Throttling_may_come_without_a_time_and_inside_a_batch()
    {
        await using var server = await GraphServer.StartAsync();
        await server.FaultAsync(new { id = "t", kind = "throttle", mailbox = GraphServer.Anna, retryAfterSeconds = (int?)null });
        var (status, _, response) = await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/events");
        (status, response.Headers.RetryAfter).ShouldBe((429, null));

        await server.FaultAsync(new { id = "t", kind = "throttle", mailbox = GraphServer.Anna, retryAfterSeconds = 3 });
        var (whole, json, _) = await server.SendAsync(HttpMethod.Post, "/$batch", new
        {
            requests = new[] { GraphServer.Anna, GraphServer.Boris }.Select((who, i) => new { id = $"{i}", method = "GET", url = $"/users/{who}/events" }),
        });
        whole.ShouldBe(200);
        var answers = json.GetProperty("responses").EnumerateArray().ToDictionary(r => r.Id());
        answers["0"].GetProperty("status").GetInt32().ShouldBe(429);
        answers["0"].GetProperty("headers").GetProperty("Retry-After").GetString().ShouldBe("3");
        answers["1"].GetProperty("status").GetInt32().ShouldBe(200);
    }

    [Fact]
    public async Task A_batch_runs_four_at_once_and_so_never_exceeds_a_mailboxes_limit()
    {
        await using var server = await GraphServer.StartAsync();
        await server.FaultAsync(new { kind = "delay", mailbox = GraphServer.Anna, delayMs = 20 });
        var (_, json, _) = await server.SendAsync(HttpMethod.Post, "/$batch", new
        {
            requests = Enumerable.Range(0, 20).Select(i => new { id = $"{i}", method = "GET", url = $"/users/{GraphServer.Anna}/events" }),
        });
        json.GetProperty("responses").EnumerateArray().ShouldAllBe(r => r.GetProperty("status").GetInt32() == 200);
    }

    [Fact]
    public async Task Notifications_are_silent_for_an_hour_and_a_half_without_any_word()
    {
        using var clock = new VirtualClock();
        await using var server = await GraphServer.StartAsync(time: clock);
        await SubscribeAsync(server);
        await server.FaultAsync(new { kind = "loseNotification", forSeconds = 5400 });
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        clock.Advance(TimeSpan.FromMinutes(89));
        await server.SignInAsync();
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "12:00"));
        clock.Advance(TimeSpan.FromMinutes(2));
        var heard = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "14:00"));
        (await _hook.NextAsync()).GetProperty("resourceData").Id().ShouldBe(heard.Id());
    }

    [Fact]
    public async Task A_slow_endpoint_is_served_ten_minutes_late()
    {
        using var clock = new VirtualClock();
        await using var server = await GraphServer.StartAsync(o => o.EndpointMinimumSamples = 1, clock);
        await SubscribeAsync(server);
        var held = new TaskCompletionSource();
        _hook.Hold = held.Task;
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        await _hook.Arrived.WaitAsync(TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(4));
        await server.UntilAsync("/sandbox/calls", c => Count(c, "notificationRetries") == 1);
        held.SetResult();

        var late = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "12:00"));
        Count(await server.GetAsync("/sandbox/calls"), "notificationsSlowed").ShouldBe(1);
        clock.Advance(TimeSpan.FromMinutes(10));
        await _hook.NextAsync(n => n.GetProperty("resourceData").Id() == late.Id());
    }

    [Fact]
    public async Task The_expiration_of_a_notification_has_an_offset_that_is_not_Z()
    {
        await using var server = await GraphServer.StartAsync();
        var subscription = await SubscribeAsync(server);
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        var text = (await _hook.NextAsync()).GetProperty("subscriptionExpirationDateTime").GetString()!;
        text.ShouldEndWith("+05:30");
        Time(text).ShouldBe(Time(subscription.GetProperty("expirationDateTime").GetString()!));
    }

    [Fact]
    public async Task With_resource_data_a_subscription_lives_a_day_at_most_and_a_second_one_can_be_refused()
    {
        await using var server = await GraphServer.StartAsync();
        (await TrySubscribeAsync(server, TimeSpan.FromDays(2), rich: true)).Json.Code().ShouldBe("ValidationError");
        await SubscribeAsync(server);
        await SubscribeAsync(server);
        await server.SendAsync(HttpMethod.Put, "/sandbox/settings", new { refuseDuplicateSubscriptions = true });
        (await TrySubscribeAsync(server, TimeSpan.FromHours(2), rich: false)).Status.ShouldBe(409);
    }

    private static long Count(JsonElement calls, string name) => calls.GetProperty("events").TryGetProperty(name, out var count) ? count.GetInt64() : 0;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private async Task<JsonElement> SubscribeAsync(GraphServer server)
    {
        var (status, json, _) = await TrySubscribeAsync(server, TimeSpan.FromHours(4), rich: false);
        status.ShouldBe(201, json.ToString());
        return json;
    }

    private Task<(int Status, JsonElement Json, HttpResponseMessage)> TrySubscribeAsync(GraphServer server, TimeSpan life, bool rich) =>
        server.SendAsync(HttpMethod.Post, "/subscriptions", new
        {
            changeType = "created,updated,deleted", notificationUrl = _hook.Url, resource = $"users/{GraphServer.Anna}/events{(rich ? "?$select=subject" : "")}",
            expirationDateTime = TimeProvider.System.GetUtcNow() + life, includeResourceData = rich,
        });
}
