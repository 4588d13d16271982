using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>"There was no button at nine" is answered an hour later: what became of lists and alerts stands in the room's timeline.</summary>
public sealed class DeviceTimelineTests : IAsyncLifetime
{
    private const string Mail = "told@contoso.example";
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(10);

    /// <summary>After so long a refused list is sent again.</summary>
    private static readonly TimeSpan s_refusalPause = TimeSpan.FromMinutes(15);
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly HeldWebex _webex = new();
    private readonly GatewayHost _gateway;

    public DeviceTimelineTests() => _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton<IWebexDevices>(_webex) };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_rooms_timeline_tells_what_became_of_its_lists_and_alerts()
    {
        var board = _gateway.Grains.GetGrain<IDeviceGrain>(GrainKeys.Device("board"));
        await board.Configure(new DeviceSettings { DisplayName = "Board", Link = DeviceLink.WebexCloud, WebexDeviceId = "webex-board" });
        var (_, token) = await _gateway.MakeDeviceAsync("panel");
        _gateway.Office365.Calendars[Mail] = [Event("first", _time.GetUtcNow().AddHours(5))];
        var room = _gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Mail));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Told", CalendarEnabled = true, Devices = ["board", "panel"] })).ShouldBeNull();

        (await NextPutAsync(s_moment)).Deliver();
        await TellsAsync("board", FactCodes.DeviceTook);
        await board.SyncRequired();
        (await NextPutAsync(s_moment)).Deliver();
        await TellsAsync("board", FactCodes.DeviceTook, FactCodes.DeviceLost, FactCodes.DeviceTookAgain);

        await ChangeAsync(room);
        (await NextPutAsync(s_moment)).Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.Refused, Reason: "400, tracking one"));
        await TellsAsync("board", FactCodes.DeviceTook, FactCodes.DeviceLost, FactCodes.DeviceTookAgain, FactCodes.DeviceRefused);
        _time.Advance(s_refusalPause);
        await room.Reconcile();
        (await NextPutAsync(s_moment)).Deliver();
        await TellsAsync("board", FactCodes.DeviceTook, FactCodes.DeviceLost, FactCodes.DeviceTookAgain, FactCodes.DeviceRefused, FactCodes.DeviceTookLate);

        await ChangeAsync(room);
        for (var calls = 0; calls < 4; calls++)
            (await NextPutAsync(TimeSpan.FromSeconds(5))).Outcome.SetResult(new DeliveryOutcome(DeliveryStatus.Busy, TimeSpan.FromSeconds(5), "423"));
        (await NextPutAsync(TimeSpan.FromSeconds(5))).Deliver();
        await TellsAsync(
            "board", FactCodes.DeviceTook, FactCodes.DeviceLost, FactCodes.DeviceTookAgain, FactCodes.DeviceRefused, FactCodes.DeviceTookLate, FactCodes.DeviceBusy,
            FactCodes.DeviceTookLate);
        await TellsAsync("panel", FactCodes.DeviceAway);

        // Half a minute before the alert nothing else is to be done.
        var start = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds()).AddMinutes(5).AddSeconds(30);
        _gateway.Office365.Calendars[Mail] = [Event("soon", start)];
        await room.Reconcile();
        (await NextPutAsync(s_moment)).Deliver();
        await TellsAsync(
            "board", FactCodes.DeviceTook, FactCodes.DeviceLost, FactCodes.DeviceTookAgain, FactCodes.DeviceRefused, FactCodes.DeviceTookLate, FactCodes.DeviceBusy,
            FactCodes.DeviceTookLate, FactCodes.DeviceTook);
        _time.Advance(TimeSpan.FromSeconds(30));
        // It is written down some seconds later.
        await EventuallyAsync(async () => (await FactsAsync(FactCodes.AlertGiven)).Count == 1 ? null : "No alert is told of.", TimeSpan.FromSeconds(1));
        await TellsAsync($"{FactCodes.AlertUnheard} panel", FactCodes.AlertUnheard);
        // Who comes back has heard it: that is no news.
        for (var times = 0; times < 2; times++)
        {
            await using var stream = await DeviceClient.OpenAsync(_gateway, "panel", token);
            await stream.NextNewsAsync();
            (await stream.NextNewsAsync()).EventType.ShouldBe("alert");
            await TellsAsync($"{FactCodes.DeviceAlertedLate} panel", FactCodes.DeviceAlertedLate);
        }

        var english = await ReadAsync("timeline", "en");
        english.ShouldContain(text => text.StartsWith("Board took its list late", StringComparison.Ordinal));
        english.ShouldContain("The mailbox is subscribed to: Graph tells of changes.");
        english.ShouldAllBe(text => !text.Contains("Title of", StringComparison.Ordinal) && !text.Contains('@'));
        (await ReadAsync("timeline", "bg")).ShouldContain("Board загуби списъка си, както при рестартиране: изпраща се отново.");
        (await ReadAsync("report", "bg")).ShouldContain("Board загуби списъка си, както при рестартиране: изпраща се отново.");
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        await browser.GetAsync("/admin/language/bg");
        WebUtility.HtmlDecode(await browser.ReadAsync($"/admin/rooms/{Mail}")).ShouldContain("<p>Board не приема списъка си: Webex го отхвърля (400, tracking one).");
    }

    /// <summary>A meeting comes into the room's calendar.</summary>
    private async Task ChangeAsync(IRoomMailboxGrain room)
    {
        var events = _gateway.Office365.Calendars[Mail];
        _gateway.Office365.Calendars[Mail] = [.. events, Event($"further {events.Count}", _time.GetUtcNow().AddHours(6 + events.Count))];
        await room.Reconcile();
    }

    private static CalendarEvent Event(string id, DateTimeOffset start)
    {
        var local = Instant.FromDateTimeOffset(start).InUtc().LocalDateTime;
        return new CalendarEvent
        {
            Id = id, ICalUId = id, ETag = "1", Subject = $"Title of {id}", Response = ResponseType.Accepted, Organizer = new Person("Anna", "anna@contoso.example"),
            Start = new EventTime(local, "UTC"), End = new EventTime(local.PlusMinutes(30), "UTC"), Location = "sip:1469674515@acme.webex.com",
        };
    }

    /// <summary>Time passes until a list is sent.</summary>
    private async Task<HeldCall> NextPutAsync(TimeSpan step)
    {
        await EventuallyAsync(() => Task.FromResult(_webex.HasUnseenPuts ? null : "No list is sent."), step);
        return await _webex.NextPutAsync();
    }

    /// <summary>The timeline comes to hold these facts of a subject, in this order.</summary>
    private Task TellsAsync(string subject, params string[] codes) => EventuallyAsync(
        async () =>
        {
            var told = await FactsAsync(subject);
            return told.SequenceEqual(codes) ? null : $"The timeline tells of {subject}: {string.Join(", ", told)}.";
        },
        s_moment);

    private async Task<List<string>> FactsAsync(string subject)
    {
        var timeline = await _gateway.Admin.GetStringAsync($"/api/workspaces/{Mail}/timeline");
        return
        [
            .. JsonDocument.Parse(timeline).RootElement.EnumerateArray().Select(entry => entry.GetProperty("fact"))
                .Where(fact => fact.ValueKind != JsonValueKind.Null && fact.GetProperty("subject").GetString() == subject)
                .Select(fact => fact.GetProperty("code").GetString()!),
        ];
    }

    private async Task<List<string>> ReadAsync(string what, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/workspaces/{Mail}/{what}");
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        using var answer = await _gateway.Admin.SendAsync(request, TestContext.Current.CancellationToken);
        var root = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        return [.. (what == "report" ? root.GetProperty("timeline") : root).EnumerateArray().Select(entry => entry.GetProperty("text").GetString()!)];
    }

    private async Task EventuallyAsync(Func<Task<string?>> findProblem, TimeSpan step)
    {
        for (var tries = 0; await findProblem() is { } problem; tries++)
        {
            tries.ShouldBeLessThan(3000, problem);
            _time.Advance(step);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
