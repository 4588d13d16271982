using System.Text.Json;

namespace HybridCalendar.Sandbox.Tests.Graph;

public sealed class DeltaTests
{
    private static readonly DateOnly Day = Sample.Monday;

    private static string First(string spelling) =>
        $"/users/{GraphServer.Anna}/calendarView/{spelling}?startDateTime={Day:yyyy-MM-dd}&endDateTime={Day.AddDays(30):yyyy-MM-dd}";

    [Theory]
    [InlineData("delta")]
    [InlineData("delta()")]
    [InlineData("microsoft.graph.delta()")]
    public async Task Every_spelling_leads_to_an_absolute_deltaLink(string spelling)
    {
        await using var server = await GraphServer.StartAsync();
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        var page = await server.GetAsync(First(spelling));
        page.GetProperty("value").GetArrayLength().ShouldBe(1);
        page.GetProperty("@odata.deltaLink").GetString()!.ShouldStartWith($"{server.Url}/v1.0/users/");
        (await server.GetAsync(page.GetProperty("@odata.deltaLink").GetString()!)).GetProperty("value").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Pages_keep_a_series_whole_and_occurrences_slim()
    {
        await using var server = await GraphServer.StartAsync();
        for (var i = 0; i < 3; i++)
            await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, $"{8 + i:00}:00").With("recurrence", Sample.Weekly(Day, 4, "monday")));
        var pages = new List<JsonElement> { await server.GetAsync(First("delta"), ("Prefer", "odata.maxpagesize=1")) };
        while (pages[^1].TryGetProperty("@odata.nextLink", out var next))
            pages.Add(await server.GetAsync(next.GetString()!, ("Prefer", "odata.maxpagesize=1")));
        pages.Count.ShouldBe(3);
        pages.ShouldAllBe(p => p.GetProperty("value").GetArrayLength() == 5);
        var occurrence = pages[0].GetProperty("value")[1];
        occurrence.TryGetProperty("subject", out _).ShouldBeFalse();
        occurrence.GetProperty("seriesMasterId").GetString().ShouldBe(pages[0].GetProperty("value")[0].Id());
    }

    [Fact]
    public async Task What_went_or_left_the_window_comes_as_removed()
    {
        await using var server = await GraphServer.StartAsync();
        var gone = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day));
        var left = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "12:00"));
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "14:00").With("recurrence", Sample.Weekly(Day, 4, "monday")));
        var link = await LinkAsync(server, First("delta"));
        var occurrence = (await server.GetAsync(Sample.View(GraphServer.Anna, Day, 30))).GetProperty("value").EnumerateArray().Last();

        await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{gone.Id()}");
        await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{occurrence.Id()}");
        var later = Sample.Meeting(Day.AddDays(100));
        await server.PatchAsync(GraphServer.Anna, left.Id(), new { start = later["start"], end = later["end"] });

        var delta = await server.GetAsync(link);
        var removed = delta.GetProperty("value").EnumerateArray().Where(e => e.TryGetProperty("@removed", out _)).Select(e => e.Id()).ToList();
        removed.Order().ShouldBe(new[] { gone.Id(), left.Id(), occurrence.Id() }.Order());
        delta.GetProperty("value").EnumerateArray().Count(e => !e.TryGetProperty("@removed", out _)).ShouldBe(4);

        // The same link again gives the same again.
        (await server.GetAsync(link)).GetProperty("value").GetArrayLength().ShouldBe(7);
    }

    [Fact]
    public async Task Unknown_and_bad_tokens_are_told_apart()
    {
        await using var server = await GraphServer.StartAsync();
        var link = await LinkAsync(server, First("delta"));
        await server.SendAsync(HttpMethod.Post, $"/sandbox/mailboxes/{GraphServer.Anna}/expire-delta");
        var (status, error, _) = await server.SendAsync(HttpMethod.Get, link);
        status.ShouldBe(410);
        error.Code().ShouldBe("SyncStateNotFound");
        (await server.SendAsync(HttpMethod.Get, $"/users/{GraphServer.Anna}/calendarView/delta?$deltatoken=rubbish")).Json.Code().ShouldBe("InvalidDeltaToken");
        (await server.SendAsync(HttpMethod.Get, First("delta") + "&$select=subject")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Delta_misbehaves_on_demand()
    {
        await using var server = await GraphServer.StartAsync();
        var series = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day).With("recurrence", Sample.Weekly(Day, 2, "monday")));
        var link = await LinkAsync(server, First("delta"));
        await server.FaultAsync(new { id = "loop", kind = "infiniteDelta" });
        var one = await server.GetAsync(First("delta"));
        var two = await server.GetAsync(one.GetProperty("@odata.nextLink").GetString()!);
        two.GetProperty("value")[0].Id().ShouldBe(series.Id());
        two.GetProperty("@odata.nextLink").GetString().ShouldNotBe(one.GetProperty("@odata.nextLink").GetString());
        await server.SendAsync(HttpMethod.Delete, "/sandbox/faults/loop");

        await server.FaultAsync(new { kind = "missingRemoved" });
        var occurrence = (await server.GetAsync(Sample.View(GraphServer.Anna, Day, 30))).GetProperty("value")[1];
        await server.SendAsync(HttpMethod.Delete, $"/users/{GraphServer.Anna}/events/{occurrence.Id()}");
        (await server.GetAsync(link)).GetProperty("value").EnumerateArray().ShouldAllBe(e => !HasRemoved(e));
    }

    private static bool HasRemoved(JsonElement json) => json.TryGetProperty("@removed", out _);

    private static async Task<string> LinkAsync(GraphServer server, string path) => (await server.GetAsync(path)).GetProperty("@odata.deltaLink").GetString()!;
}
