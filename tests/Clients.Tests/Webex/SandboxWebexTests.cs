using System.Text.Json;
using HybridCalendar.Clients.Tests.Testing;
using HybridCalendar.Clients.Webex;
using NodaTime;

namespace HybridCalendar.Clients.Tests.Webex;

/// <summary>The client against the Sandbox's Webex, which knows no idempotency, as the real one.</summary>
public sealed class SandboxWebexTests : IAsyncLifetime
{
    private SandboxServer _server = null!;

    private IWebexMeetings Meetings => _server.Get<IWebexMeetings>();

    private IWebexDevices Devices => _server.Get<IWebexDevices>();

    public async ValueTask InitializeAsync() => _server = await SandboxServer.StartAsync(("Webex:Attempts", "1"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(SandboxServer.Anna, null, null, "https://contoso.webex.com/meet/")]
    [InlineData(SandboxServer.Boris, null, null, "https://hq.webex.com/meet/")]
    [InlineData(SandboxServer.Boris, null, "contoso.webex.com", "https://hq.webex.com/meet/")]
    [InlineData(SandboxServer.Boris, "contoso.webex.com", null, "https://contoso.webex.com/meet/")]
    [InlineData(SandboxServer.Boris, "contoso.webex.com", "hq.webex.com", "https://contoso.webex.com/meet/")]
    public async Task A_personal_room_is_that_of_the_users_own_site(string user, string? site, string? defaultSite, string link)
    {
        var room = (await Meetings.GetPersonalRoomAsync(user, site, defaultSite))!;

        room.JoinLink.ShouldStartWith(link);
        room.SipAddress.ShouldEndWith("@" + new Uri(link).Host);
        room.MeetingNumber!.ShouldAllBe(character => char.IsAsciiDigit(character));
        room.Phones.ShouldNotBeEmpty();
        (room.MeetingId, room.SpaceId).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("nobody@contoso.example", null)]
    [InlineData(SandboxServer.Anna, "elsewhere.webex.com")]
    public async Task Who_has_no_personal_room_has_none(string user, string? site) =>
        (await Meetings.GetPersonalRoomAsync(user, site)).ShouldBeNull();

    [Fact]
    public async Task A_meeting_is_made_once_however_often_it_is_asked_for()
    {
        var request = Request();

        var first = await Meetings.CreateMeetingAsync(request);
        var second = await Meetings.CreateMeetingAsync(request);

        second.ShouldBe(first with { Phones = second.Phones });
        first.VideoPassword!.Length.ShouldBe(8);
        first.SipAddress.ShouldBe($"{first.MeetingNumber}@contoso.webex.com");
        (await CountAsync("/webex/meetings")).ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "hq.webex.com")]
    [InlineData("contoso.webex.com", "contoso.webex.com")]
    public async Task A_meeting_is_made_on_the_site_that_its_host_prefers(string? site, string expected)
    {
        var made = await Meetings.CreateMeetingAsync(
            Request() with { HostEmail = SandboxServer.Boris, SiteUrl = site, DefaultSiteUrl = "contoso.webex.com" });

        made.SipAddress.ShouldEndWith("@" + expected);
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO;WKST=MO", 6)]
    [InlineData("FREQ=YEARLY;INTERVAL=1;BYMONTH=3;BYMONTHDAY=1", 10)]
    [InlineData("FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", 8)]
    public async Task A_series_that_goes_on_for_longer_than_Webex_takes_is_made_without_its_end(string rule, int years)
    {
        var request = Request();
        var until = NodaTime.Text.InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'").Format(request.Start + Duration.FromDays(365 * years));

        var made = await Meetings.CreateMeetingAsync(request with { Recurrence = $"{rule};UNTIL={until}" });
        var changed = await Meetings.UpdateMeetingAsync(made.MeetingId!, request with { Title = "Longer", Recurrence = $"{rule};UNTIL={until}" });

        changed!.JoinLink.ShouldBe(made.JoinLink);
    }

    [Fact]
    public async Task A_meeting_whose_answer_was_lost_is_found_and_not_made_again()
    {
        await FaultAsync("LoseAnswer", "/v1/meetings", "POST");
        var request = Request() with { Recurrence = "FREQ=WEEKLY;COUNT=4" };

        (await Should.ThrowAsync<WebexException>(() => Meetings.CreateMeetingAsync(request))).IsTransient.ShouldBeTrue();
        var details = await Meetings.CreateMeetingAsync(request);

        details.JoinLink.ShouldNotBeNullOrEmpty();
        (await CountAsync("/webex/meetings")).ShouldBe(1);
        (await Meetings.FindByTagAsync(request.IntegrationTag, SandboxServer.Anna, request.Start, request.Start))!.MeetingId.ShouldBe(details.MeetingId);
    }

    [Fact]
    public async Task A_meeting_follows_its_calendar_until_it_is_deleted()
    {
        var request = Request();
        var made = await Meetings.CreateMeetingAsync(request);

        var moved = await Meetings.UpdateMeetingAsync(made.MeetingId!, request with { Title = "Moved", Start = request.Start + Duration.FromHours(1), End = request.End + Duration.FromHours(1) });
        await Meetings.DeleteMeetingAsync(made.MeetingId!, SandboxServer.Anna);
        await Meetings.DeleteMeetingAsync(made.MeetingId!, SandboxServer.Anna);

        moved!.JoinLink.ShouldBe(made.JoinLink);
        (await Meetings.UpdateMeetingAsync(made.MeetingId!, request)).ShouldBeNull();
        (await CountAsync("/webex/meetings")).ShouldBe(0);
    }

    [Theory]
    [InlineData(-2, 2)]
    [InlineData(0, 1)]
    [InlineData(60, 3000)]
    public async Task Odd_times_are_made_to_fit(int startsIn, int minutes)
    {
        var start = Now() + Duration.FromMinutes(startsIn);

        var made = await Meetings.CreateMeetingAsync(Request() with { Title = new string('x', 200), Start = start, End = start + Duration.FromMinutes(minutes) });

        made.MeetingId.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_meeting_of_several_days_takes_place_on_each_and_a_shorter_one_once()
    {
        var request = Request();
        var end = request.Start + Duration.FromHours(54);

        await Meetings.CreateMeetingAsync(request with { End = end, LastEnd = end });
        await Meetings.CreateMeetingAsync(request with { IntegrationTag = "series-2", Title = "Short" });

        var made = (await _server.ControlAsync(HttpMethod.Get, "/webex/meetings")).EnumerateArray()
            .ToDictionary(meeting => meeting.GetProperty("title").GetString()!, meeting => meeting.TryGetProperty("recurrence", out var rule) ? rule.GetString() : null);
        made["Planning"]!.ShouldStartWith($"FREQ=DAILY;INTERVAL=1;UNTIL={(request.Start + Duration.FromDays(2)).ToString("uuuuMMdd", null)}");
        made["Short"].ShouldBeNull();
    }

    [Fact]
    public async Task A_space_is_made_once()
    {
        await FaultAsync("LoseAnswer", "/v1/rooms", "POST");

        await Should.ThrowAsync<WebexException>(() => Meetings.CreateSpaceAsync("Planning", "tag1"));
        var space = await Meetings.CreateSpaceAsync("Planning", "tag1");
        var again = await Meetings.CreateSpaceAsync("Planning", "tag1");
        var other = await Meetings.CreateSpaceAsync("Planning", "tag2");

        again.SpaceId.ShouldBe(space.SpaceId);
        other.SpaceId.ShouldNotBe(space.SpaceId);
        (space.JoinLink, space.SipAddress).ShouldBe((again.JoinLink, again.SipAddress));
        (await CountAsync("/webex/spaces")).ShouldBe(2);
    }

    [Fact]
    public async Task People_are_taken_into_a_space_once_and_who_is_refused_keeps_nobody_out()
    {
        var space = await Meetings.CreateSpaceAsync("Planning", "tag1");
        string[] people = [SandboxServer.Anna, "no address", "ANNA@contoso.example", SandboxServer.Boris];

        (await Meetings.AddMembersAsync(space.SpaceId!, people)).ShouldBe(1);
        (await Meetings.AddMembersAsync(space.SpaceId!, [SandboxServer.Anna, SandboxServer.Boris])).ShouldBe(0);

        var calls = (await _server.ControlAsync(HttpMethod.Get, "/webex/calls")).ToString();
        calls.ShouldContain("\"POST /v1/memberships\",\"calls\":3");
        (await Should.ThrowAsync<WebexException>(() => Meetings.AddMembersAsync("gone", people))).Error.ShouldBe(WebexError.NotFound);
    }

    [Fact]
    public async Task A_meeting_whose_answer_was_lost_is_found_after_the_invitation_moved()
    {
        await FaultAsync("LoseAnswer", "/v1/meetings", "POST");
        var first = Request();
        await Should.ThrowAsync<WebexException>(() => Meetings.CreateMeetingAsync(first));

        var moved = first with { Start = first.Start + Duration.FromDays(9), End = first.End + Duration.FromDays(9), AskedFrom = first.Start, AskedTo = first.Start };
        await Meetings.CreateMeetingAsync(moved);

        (await CountAsync("/webex/meetings")).ShouldBe(1);
    }

    [Fact]
    public async Task A_list_reaches_the_device_and_replaces_what_it_held()
    {
        (await Devices.PutBookingsAsync(_server.DeviceId, Bookings("a", "b"))).ShouldBe(DeliveryOutcome.Delivered);
        (await Devices.PutBookingsAsync(_server.DeviceId, Bookings("c"))).ShouldBe(DeliveryOutcome.Delivered);

        var held = await _server.ControlAsync(HttpMethod.Get, $"/webex/devices/{_server.DeviceId}/bookings");
        held.EnumerateArray().Select(booking => booking.GetProperty("id").GetString()).ShouldBe(["c"]);
    }

    [Theory]
    [InlineData("423", 3, 3)]
    [InlineData("429", 7, 7)]
    [InlineData("503", null, 5)]
    [InlineData("Drop", null, 5)]
    public async Task A_device_or_cloud_that_is_busy_says_when_to_come_back(string kind, int? retryAfter, int seconds)
    {
        await FaultAsync(kind, "/v1/xapi", "POST", retryAfter);

        var outcome = await Devices.PutBookingsAsync(_server.DeviceId, Bookings("a"));

        (outcome.Status, outcome.RetryAfter).ShouldBe((DeliveryStatus.Busy, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public async Task A_list_that_the_device_rejects_is_refused_and_an_unknown_device_is_unknown()
    {
        (await Devices.PutBookingsAsync(_server.DeviceId, """{"Bookings":[{"Id":"a"}]}""")).Status.ShouldBe(DeliveryStatus.Refused);
        (await Devices.PutBookingsAsync("no-such-device", Bookings("a"))).Status.ShouldBe(DeliveryStatus.DeviceUnknown);
    }

    [Fact]
    public async Task Devices_and_workspaces_are_listed()
    {
        var device = (await Devices.ListDevicesAsync()).ShouldHaveSingleItem();
        var workspace = (await Devices.ListWorkspacesAsync()).ShouldHaveSingleItem();

        (device.Id, device.WorkspaceId, device.IsConnected).ShouldBe((_server.DeviceId, workspace.Id, true));
        (workspace.Name, workspace.MailAddress).ShouldBe(("Rila", SandboxServer.Rila));
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_replaced()
    {
        await Devices.ListDevicesAsync();
        await _server.ControlAsync(HttpMethod.Delete, "/webex/tokens");

        (await Devices.ListDevicesAsync()).Count.ShouldBe(1);
    }

    private static Instant Now() => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    private static OneTimeMeetingRequest Request()
    {
        var start = Now() + Duration.FromDays(40);
        return new OneTimeMeetingRequest
        {
            Title = "Planning",
            Start = start,
            End = start + Duration.FromMinutes(30),
            TimeZone = "Europe/Sofia",
            HostEmail = SandboxServer.Anna,
            IntegrationTag = "series-1",
        };
    }

    private static string Bookings(params string[] ids) => JsonSerializer.Serialize(new
    {
        Bookings = ids.Select(id => new
        {
            Id = id,
            Title = "Planning",
            Number = "anna@contoso.webex.com",
            Protocol = "SIP",
            Organizer = new { Name = "Anna" },
            Time = new { StartTime = "2027-03-01T09:00:00Z", Duration = 30 },
        }),
    });

    private async Task FaultAsync(string kind, string path, string method, int? retryAfterSeconds = null) =>
        await _server.ControlAsync(HttpMethod.Post, "/webex/faults", new { kind, path, method, retryAfterSeconds, count = 1 });

    private async Task<int> CountAsync(string path) => (await _server.ControlAsync(HttpMethod.Get, path)).GetArrayLength();
}
