using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Conferences;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Timelines;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>What mailboxes do when time passes and nobody tells them anything. Their daily passes are at other times of the day.</summary>
public sealed class TimeAloneTests(MovableGateway world) : IClassFixture<MovableGateway>
{
    /// <summary>In half minutes. By then no daily pass has come.</summary>
    private const int FiveHours = 600;
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_halfMinute = TimeSpan.FromSeconds(30);

    /// <summary>A look each fifteen minutes.</summary>
    private static readonly TimeSpan s_fourLooks = TimeSpan.FromMinutes(61);

    [Fact]
    public async Task A_room_that_leaves_an_invitation_unanswered_is_told_of_without_reading_its_calendar_again()
    {
        const string Mail = "waits@contoso.example";
        Calendars[Mail] = [Event("invited", Now.AddHours(20)) with { Response = ResponseType.NotResponded, Organizer = new Person("Zoe", "zoe@fabrikam.example") }];
        var room = await MakeRoomAsync(Mail);
        await EventuallyAsync(async () => (await room.LeftOutAtRestAsync()).Length == 1, TimeSpan.Zero);
        (await room.StatusAtRestAsync()).Findings.ShouldBeEmpty();
        var reads = world.Gateway.Office365.WholeReads[Mail];
        var looked = (await room.StatusAtRestAsync()).LastReconciled;

        await PassAsync(s_fourLooks);

        await EventuallyAsync(async () => (await room.StatusAtRestAsync()).Findings.Any(finding => finding.Code == HealthCode.ExternalNotAnswered), s_minute);
        (await room.StatusAtRestAsync()).LastReconciled!.Value.ShouldBeGreaterThan(looked!.Value);
        world.Gateway.Office365.WholeReads[Mail].ShouldBe(reads);

        Calendars[Mail] = [Event("invited", Now.AddHours(19)) with { ETag = "2", Response = ResponseType.Accepted }];
        await EventuallyAsync(async () => (await room.StatusAtRestAsync()).Findings.IsEmpty, s_minute);
        world.Gateway.Office365.WholeReads[Mail].ShouldBe(reads + 1);
    }

    [Fact]
    public async Task A_calendar_that_cannot_be_read_for_long_is_told_and_why_it_tells_nothing_of_a_meeting()
    {
        const string Mail = "waits-long@contoso.example";
        var series = world.Gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("unread"));
        await series.Saw(new MeetingSighting
        {
            ICalUId = "unread", Organizer = "anna@contoso.example", EventId = "unread", Start = Now.AddHours(20), End = Now.AddHours(21), LastEnd = Now.AddHours(21), Rooms = [Mail],
        });
        var room = await MakeRoomAsync(Mail);
        await EventuallyAsync(async () => await ReasonAsync("unread") == "NotInCalendar", TimeSpan.Zero);

        world.Gateway.Office365.Refused[Mail] = GraphError.Transient;
        await PassAsync(s_fourLooks);
        await EventuallyAsync(async () => (await room.StatusAtRestAsync()).Findings.Any(finding => finding.Code == HealthCode.NotRead), s_minute);
        (await room.StatusAtRestAsync()).Problem!.ShouldContain("could not be read since");
        (await ReasonAsync("unread")).ShouldBe("RoomNotRead");
        await EventuallyAsync(async () => (await ListedProblemAsync(Mail))?.Contains("could not be read since", StringComparison.Ordinal) == true, s_minute);

        world.Gateway.Office365.Refused[Mail] = GraphError.AccessDenied;
        await EventuallyAsync(async () => await ReasonAsync("unread") == "RoomRefused", s_minute);

        world.Gateway.Office365.Refused.Clear();
        await EventuallyAsync(async () => (await room.StatusAtRestAsync()).Findings.IsEmpty, s_minute);
        (await ReasonAsync("unread")).ShouldBe("NotInCalendar");
        await EventuallyAsync(async () => await ListedProblemAsync(Mail) is null, s_minute);
    }

    [Fact]
    public async Task Of_an_organizer_who_could_not_be_read_for_long_a_room_without_text_says_so()
    {
        const string Mail = "silent@contoso.example";
        const string RoomMail = "silent-room@contoso.example";
        world.Gateway.Office365.Refused[Mail] = GraphError.Transient;
        await world.Gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(Mail)).Configure(new UserSettings { Enabled = true });
        Calendars[RoomMail] = [Event("silent", Now.AddDays(10)) with { Location = "Rila", Body = new EventBody(false, ""), Organizer = new Person("Silent", Mail) }];
        var room = await MakeRoomAsync(RoomMail);

        await EventuallyAsync(async () => (await room.BookingsAtRestAsync()) is [{ NoButton: "OrganizerNotRead" }], s_minute);
        world.Gateway.Office365.Refused.Clear();
        await EventuallyAsync(async () => (await room.BookingsAtRestAsync()) is [{ NoButton: "NothingFromOrganizer" }], s_minute);
    }

    [Fact]
    public async Task Credentials_that_are_refused_are_told_with_what_mends_them()
    {
        const string Mail = "expired@contoso.example";
        world.Gateway.Office365.Refused[Mail] = GraphError.Unauthorized;
        var room = await MakeRoomAsync(Mail);

        await EventuallyAsync(async () => (await room.StatusAtRestAsync()).Findings.Any(finding => finding.Code == HealthCode.CredentialsRefused), s_minute);
        (await room.StatusAtRestAsync()).Problem!.ShouldContain("Register a new one");
        world.Gateway.Office365.Refused.Clear();
        await EventuallyAsync(async () => (await room.StatusAtRestAsync()).Findings.IsEmpty, s_minute);
    }

    [Fact]
    public async Task A_keyword_beyond_the_horizon_says_so_on_devices_that_hold_more_and_without_a_limit_nothing_waits()
    {
        const string Mail = "limitless@contoso.example";
        const string RoomMail = "limitless-room@contoso.example";
        var ahead = Event("ahead-of-horizon", Now.AddDays(45)) with { Location = "@webex", Organizer = new Person("Limitless", Mail) };
        var beyond = Event("years-ahead", Now.AddMonths(40)) with { IsOrganizer = true, Location = "@webex", Organizer = ahead.Organizer };
        Calendars[Mail] = [ahead with { IsOrganizer = true }, beyond];
        Calendars[RoomMail] = [ahead];
        var before = JsonNode.Parse(await world.Gateway.Admin.GetStringAsync("/api/organization"))!.AsObject();
        try
        {
            await ChangeOrganizationAsync(settings => (settings["horizonMonths"], settings["dailyHorizonMonths"], settings["deviceDays"]) = (1, 1, 60));
            await world.Gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(Mail))
                .Configure(new UserSettings { Enabled = true, PersonalRoomLink = "https://contoso.webex.com/meet/limitless" });
            var room = await MakeRoomAsync(RoomMail);
            await EventuallyAsync(async () => (await room.BookingsAtRestAsync()) is [{ NoButton: "BeyondHorizon" }], s_minute);
            await EventuallyAsync(async () => await JoinOfAsync("years-ahead") == SeriesJoinState.BeyondHorizon, s_minute);

            await ChangeOrganizationAsync(settings => (settings["horizonMonths"], settings["dailyHorizonMonths"]) = (null, null));

            await EventuallyAsync(async () => (await room.BookingsAtRestAsync()) is [{ NoButton: null }], s_minute);
            await EventuallyAsync(async () => await JoinOfAsync("years-ahead") == SeriesJoinState.Ready, s_minute);
        }
        finally
        {
            await ChangeOrganizationAsync(settings =>
            {
                foreach (var name in new[] { "horizonMonths", "dailyHorizonMonths", "deviceDays" })
                    settings[name] = before[name]?.DeepClone();
            });
        }
    }

    [Fact]
    public async Task A_room_that_was_never_read_is_listed_among_the_problems_until_it_is()
    {
        const string Mail = "never-read@contoso.example";
        world.Gateway.Office365.Refused[Mail] = GraphError.Transient;
        var room = await MakeRoomAsync(Mail);
        await EventuallyAsync(async () => await ListedProblemAsync(Mail) is not null, s_minute);
        (await room.StatusAtRestAsync()).Findings.ShouldContain(finding => finding.Code == HealthCode.NotRead);

        world.Gateway.Office365.Refused.Clear();
        await EventuallyAsync(async () => await ListedProblemAsync(Mail) is null, s_minute);
    }

    [Fact]
    public async Task Another_horizon_and_other_days_on_devices_count_soon()
    {
        const string Mail = "later@contoso.example";
        const string RoomMail = "later-room@contoso.example";
        Calendars[Mail] = [Event("far", Now.AddMonths(8)) with { IsOrganizer = true, Location = "@webex" }];
        Calendars[RoomMail] = [Event("ahead", Now.AddDays(40))];
        var room = await MakeRoomAsync(RoomMail);
        var user = world.Gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(Mail));
        await user.Configure(new UserSettings { Enabled = true, PersonalRoomLink = "https://contoso.webex.com/meet/later" });
        await EventuallyAsync(() => TellsAsync(user, "waits beyond the horizon"), TimeSpan.Zero);
        await EventuallyAsync(async () => (await room.StatusAtRestAsync()).LastReconciled is not null, TimeSpan.Zero);
        (await room.BookingsAtRestAsync()).ShouldBeEmpty();
        await PassAsync(s_fourLooks);
        (await TellsAsync(user, "within the horizon")).ShouldBeFalse("nothing has changed");

        await ChangeOrganizationAsync(settings => (settings["horizonMonths"], settings["dailyHorizonMonths"], settings["deviceDays"]) = (12, 13, 60));
        await PassAsync(s_fourLooks + s_fourLooks);

        await EventuallyAsync(() => TellsAsync(user, "Now within the horizon"), s_halfMinute, FiveHours);
        await EventuallyAsync(async () => (await room.BookingsAtRestAsync()).Length == 1, s_minute);
        await EventuallyAsync(
            async () => (await user.TimelineAtRestAsync()).Entries[^1].Text.StartsWith("The whole calendar was read", StringComparison.Ordinal), s_halfMinute, FiveHours);
        var reads = world.Gateway.Office365.WholeReads[Mail];
        await PassAsync(s_fourLooks);
        world.Gateway.Office365.WholeReads[Mail].ShouldBe(reads, "it is read again once");
    }

    [Fact]
    public async Task A_meeting_whose_room_came_to_be_TMSs_is_missed_when_it_is_deleted_and_nobody_tells()
    {
        const string Mail = "held@contoso.example";
        var connector = new ConnectorStandIn(world.Gateway);
        await connector.PrepareAsync();
        Calendars[Mail] =
        [
            Event("held", Now.AddHours(20)) with
            {
                IsOrganizer = true, Attendees = [new Attendee("Held", "held-room@contoso.example", AttendeeType.Resource, ResponseType.Accepted)],
            },
        ];
        var user = world.Gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(Mail));
        await user.Configure(new UserSettings { Enabled = true });
        var series = world.Gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("held"));
        await EventuallyAsync(async () => await series.GetDetails() is not null && (await user.StatusAtRestAsync()).LastReconciled is not null, TimeSpan.Zero);

        (await world.Gateway.Admin.PutAsJsonAsync("/api/tms-rooms/held-room@contoso.example", new { systemId = 88 })).EnsureSuccessStatusCode();
        (await connector.NextAsync()).Rooms.ShouldBe([88]);
        Calendars[Mail] = [];
        await PassAsync(s_fourLooks);

        await EventuallyAsync(
            async () => (await series.GetTimeline()).Entries.Any(entry => entry.Text.Contains("cancelled or deleted", StringComparison.Ordinal)), s_halfMinute, FiveHours);
    }

    private DateTimeOffset Now => world.Time.GetUtcNow();

    private ConcurrentDictionary<string, IReadOnlyList<CalendarEvent>> Calendars => world.Gateway.Office365.Calendars;

    private static CalendarEvent Event(string id, DateTimeOffset start)
    {
        var local = Instant.FromDateTimeOffset(start).InUtc().LocalDateTime;
        return new CalendarEvent
        {
            Id = id, ICalUId = id, ETag = "1", Subject = "Plan", Body = new EventBody(false, "Words."), Response = ResponseType.Accepted,
            Organizer = new Person("Anna", "anna@contoso.example"),
            Start = new EventTime(local, "UTC"), End = new EventTime(local.PlusMinutes(30), "UTC"), Location = "sip:1469674515@acme.webex.com",
        };
    }

    /// <summary>What lists and the overview tell of a room.</summary>
    private async Task<string?> ListedProblemAsync(string mail) =>
        (await world.Gateway.App.Services.GetRequiredService<Catalog>().ListWorkspacesAsync(null, 500, mail, onlyProblems: true)) is [var row, ..] ? row.Problem : null;

    private async Task<IRoomMailboxGrain> MakeRoomAsync(string mail)
    {
        var room = world.Gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Room", CalendarEnabled = true })).ShouldBeNull();
        return room;
    }

    private async Task<SeriesJoinState> JoinOfAsync(string uid) =>
        (await world.Gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid)).GetJoin()).State;

    /// <summary>Why the meeting's only room shows no button for it.</summary>
    private async Task<string?> ReasonAsync(string uid) =>
        (await world.Gateway.Admin.GetFromJsonAsync<JsonObject>($"/api/meetings/{uid}/report"))!["rooms"]![0]!["reason"]?.GetValue<string>();

    private async Task ChangeOrganizationAsync(Action<JsonObject> change)
    {
        var settings = JsonNode.Parse(await world.Gateway.Admin.GetStringAsync("/api/organization"))!.AsObject();
        change(settings);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/organization") { Content = JsonContent.Create(settings) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{settings["version"]}\"");
        (await world.Gateway.Admin.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static async Task<bool> TellsAsync(IUserGrain user, string words) =>
        (await user.TimelineAtRestAsync()).Entries.Any(entry => entry.Text.Contains(words, StringComparison.Ordinal));

    /// <summary>In steps: what one timer starts may set the next.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += s_minute)
        {
            world.Time.Advance(s_minute);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What a tick starts goes on by itself; where it has to be started again, time passes until it is seen.</summary>
    private async Task EventuallyAsync(Func<Task<bool>> isSo, TimeSpan step, int tries = 3000)
    {
        for (; !await isSo(); tries--)
        {
            tries.ShouldBePositive("It does not come to be so.");
            world.Time.Advance(step);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
