using System.Collections.Concurrent;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Tests.Testing;
using Microsoft.AspNetCore.Http;

namespace HybridCalendar.Clients.Tests.Office365;

public sealed class ThrottlingTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("2", 2.0, 2.3)]
    [InlineData("date", 2.0, 2.3)]
    [InlineData(null, 0.1, 0.5)]
    [InlineData("0", 0.0, 0.2)]
    public async Task A_short_RetryAfter_is_waited_for(string? retryAfter, double least, double most)
    {
        GraphWorld? world = null;
        var header = retryAfter == "date" ? GraphWorld.Date(new DateTimeOffset(2026, 11, 21, 9, 0, 2, TimeSpan.Zero)) : retryAfter;
        await using var started = world = await GraphWorld.StartAsync(context => world!.Calls.Count == 1
            ? context.GraphErrorAsync(429, "ApplicationThrottled", header)
            : context.JsonAsync("""{"id":"A"}"""));

        var call = world.Calendar.GetEventAsync(GraphWorld.Anna, "A");
        var delay = await world.Time.WaitForDelayAsync(ShortWait);
        world.Time.Advance(delay);

        (await call.WaitAsync(Deadline))!.Id.ShouldBe("A");
        delay.TotalSeconds.ShouldBeInRange(least, most);
        world.Calls.Count.ShouldBe(2);
        world.Calls[1].Headers["Authorization"].ShouldBe("Bearer t1");
    }

    [Fact]
    public async Task A_long_RetryAfter_is_handed_to_the_caller_at_once()
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(429, "ApplicationThrottled", "120"));

        var e = await Should.ThrowAsync<GraphException>(() => world.Calendar.GetEventAsync(GraphWorld.Anna, "A"));

        (e.Error, e.RetryAfter, e.IsTransient).ShouldBe((GraphError.Throttled, TimeSpan.FromMinutes(2), true));
        world.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_told_to_wait_speaks_for_all_callers_of_the_mailbox()
    {
        GraphWorld? world = null;
        await using var started = world = await GraphWorld.StartAsync(context => world!.Calls.Count == 1
            ? context.GraphErrorAsync(429, "ApplicationThrottled", "60")
            : context.JsonAsync("""{"id":"A"}"""));
        await Should.ThrowAsync<GraphException>(() => world.Calendar.GetEventAsync(GraphWorld.Anna, "A"));

        var e = await Should.ThrowAsync<GraphException>(() => world.Calendar.GetEventAsync(GraphWorld.Anna.ToUpperInvariant(), "B"));
        (e.Error, e.RetryAfter).ShouldBe((GraphError.Throttled, TimeSpan.FromMinutes(1)));
        world.Calls.Count.ShouldBe(1);
        (await world.Calendar.GetEventAsync("boris@contoso.example", "C")).ShouldNotBeNull();

        world.Time.Advance(TimeSpan.FromSeconds(58));
        var call = world.Calendar.GetEventAsync(GraphWorld.Anna, "B");
        var delay = await world.Time.WaitForDelayAsync(ShortWait);
        delay.TotalSeconds.ShouldBeInRange(2.05, 2.3);
        world.Time.Advance(delay);
        (await call.WaitAsync(Deadline)).ShouldNotBeNull();
        world.Calls.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(429, null, 1)]
    [InlineData(503, "2", 1)]
    [InlineData(503, null, 2)]
    public async Task A_refusal_without_a_time_stops_the_others_only_when_it_is_about_the_mailbox(int status, string? retryAfter, int calls)
    {
        GraphWorld? world = null;
        await using var started = world = await GraphWorld.StartAsync(context => world!.Calls.Count == 1
            ? context.GraphErrorAsync(status, "UnknownError", retryAfter)
            : context.JsonAsync("""{"id":"A"}"""));
        var first = world.Calendar.GetEventAsync(GraphWorld.Anna, "A");
        await world.Time.WaitForDelayAsync(ShortWait);

        var second = world.Calendar.GetEventAsync(GraphWorld.Anna, "B");
        if (calls == 2)
            await second.WaitAsync(Deadline);
        world.Calls.Count.ShouldBe(calls);

        var both = Task.WhenAll(first, second);
        while (await Task.WhenAny(both, Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken)) != both)
            world.Time.Advance(TimeSpan.FromMilliseconds(300));
        (await both).ShouldAllBe(read => read!.Id == "A");
    }

    [Fact]
    public async Task Tries_are_bounded()
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(503, "UnknownError"), ("Attempts", "3"));

        var call = world.Calendar.GetEventAsync(GraphWorld.Anna, "A");
        for (var i = 0; i < 2; i++)
            world.Time.Advance(await world.Time.WaitForDelayAsync(ShortWait));

        var e = await Should.ThrowAsync<GraphException>(() => call.WaitAsync(Deadline));
        e.Error.ShouldBe(GraphError.Transient);
        world.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_silent_Graph_costs_one_tries_time_and_then_another_try()
    {
        GraphWorld? world = null;
        var asked = new TaskCompletionSource();
        await using var started = world = await GraphWorld.StartAsync(async context =>
        {
            if (world!.Calls.Count > 1)
            {
                await context.JsonAsync("""{"id":"A"}""");
                return;
            }
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var call = world.Calendar.GetEventAsync(GraphWorld.Anna, "A");
        await asked.Task.WaitAsync(Deadline);
        world.Time.Advance(TimeSpan.FromSeconds(10));
        world.Time.Advance(await world.Time.WaitForDelayAsync(ShortWait));

        (await call.WaitAsync(Deadline))!.Id.ShouldBe("A");
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once()
    {
        await using var world = await GraphWorld.StartAsync(context => context.Request.Headers.Authorization == "Bearer t1"
            ? context.GraphErrorAsync(401, "InvalidAuthenticationToken")
            : context.JsonAsync("""{"id":"A"}"""));

        (await world.Calendar.GetEventAsync(GraphWorld.Anna, "A"))!.Id.ShouldBe("A");
        world.Calls.Select(call => call.Headers["Authorization"]).ShouldBe(["Bearer t1", "Bearer t2"]);
    }

    [Fact]
    public async Task A_token_that_is_never_accepted_is_an_error()
    {
        await using var world = await GraphWorld.StartAsync(context => context.GraphErrorAsync(401, "InvalidAuthenticationToken"));

        (await Should.ThrowAsync<GraphException>(() => world.Calendar.GetEventAsync(GraphWorld.Anna, "A"))).Error.ShouldBe(GraphError.Unauthorized);
        world.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_mailbox_gets_four_requests_at_a_time_and_another_one_its_own()
    {
        var current = new ConcurrentDictionary<string, int>();
        var most = new ConcurrentDictionary<string, int>();
        var arrived = new SemaphoreSlim(0);
        var release = new SemaphoreSlim(0);
        await using var world = await GraphWorld.StartAsync(async context =>
        {
            var mailbox = context.Request.Path.Value!.Split('/')[3];
            var now = current.AddOrUpdate(mailbox, 1, (_, count) => count + 1);
            most.AddOrUpdate(mailbox, now, (_, count) => Math.Max(count, now));
            arrived.Release();
            await release.WaitAsync();
            current.AddOrUpdate(mailbox, 0, (_, count) => count - 1);
            await context.JsonAsync("""{"id":"A"}""");
        });

        var anna = Enumerable.Range(0, 12).Select(_ => world.Calendar.GetEventAsync(GraphWorld.Anna, "A")).ToList();
        var boris = Enumerable.Range(0, 3).Select(_ => world.Calendar.GetEventAsync("boris@contoso.example", "A")).ToList();
        for (var i = 0; i < 7; i++)
            (await arrived.WaitAsync(Deadline)).ShouldBeTrue();
        world.Calls.Count.ShouldBe(7);
        release.Release(15);

        await Task.WhenAll(anna.Concat<Task>(boris)).WaitAsync(Deadline);
        most[GraphWorld.Anna].ShouldBe(4);
        most["boris@contoso.example"].ShouldBe(3);
    }

    [Fact]
    public async Task A_callers_own_cancellation_is_a_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        await using var world = await GraphWorld.StartAsync(async context =>
        {
            await cancel.CancelAsync();
            await context.JsonAsync("{}");
        });

        await Should.ThrowAsync<OperationCanceledException>(() => world.Calendar.GetEventAsync(GraphWorld.Anna, "A", cancel.Token));
    }

    [Theory]
    [InlineData("<html>Proxy login</html>")]
    [InlineData("{\"value\":")]
    [InlineData("[]")]
    public async Task An_answer_that_is_no_list_is_an_error_and_not_an_empty_calendar(string body)
    {
        await using var world = await GraphWorld.StartAsync(context => context.JsonAsync(body), ("Attempts", "1"));

        var e = await Should.ThrowAsync<GraphException>(() => world.Calendar.ListChangedAsync(GraphWorld.Anna, NodaTime.Instant.FromUtc(2026, 1, 1, 0, 0)));
        e.Error.ShouldBe(GraphError.Transient);
    }
}
