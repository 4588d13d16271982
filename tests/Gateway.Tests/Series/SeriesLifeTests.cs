using HybridCalendar.Clients;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace HybridCalendar.Gateway.Tests.Series;

/// <summary>Nothing is kept of meetings that take place no more, on a clock that the test moves.</summary>
public sealed class SeriesLifeTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_start = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTime _time = new(s_start);
    private readonly IWebexMeetings _webex = Substitute.For<IWebexMeetings>();
    private readonly GatewayHost _gateway;

    public SeriesLifeTests()
    {
        _webex.CreateMeetingAsync(Arg.Any<OneTimeMeetingRequest>(), Arg.Any<CancellationToken>())
            .Returns(new MeetingJoinDetails { MeetingId = "made", JoinLink = "https://acme.webex.com/m/1", SipAddress = "1@acme.webex.com" });
        _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton(_webex) };
    }

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_removed_meeting_is_forgotten_a_day_later_and_until_then_known_to_be_removed()
    {
        var series = await SeeAsync("removed");
        await series.Removed();
        await AdvanceAsync(TimeSpan.FromHours(23));
        (await series.GetTimeline()).Entries.ShouldContain(entry => entry.Text.Contains("cancelled or deleted", StringComparison.Ordinal));

        await AdvanceAsync(TimeSpan.FromHours(3));

        await EventuallyAsync(async () => (await series.GetTimeline()).Entries.IsEmpty);
        (await StoredAsync()).ShouldNotContain("series:removed");
    }

    [Fact]
    public async Task A_meeting_that_comes_back_is_kept()
    {
        var series = await SeeAsync("back");
        await series.Removed();
        await AdvanceAsync(TimeSpan.FromHours(1));
        await series.Saw(Sighting("back"));
        await AdvanceAsync(TimeSpan.FromHours(30));
        (await series.GetDetails()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_meeting_that_ended_is_forgotten_also_when_nobody_looks_after_its_organizer()
    {
        var series = await SeeAsync("ended");
        await AdvanceAsync(TimeSpan.FromDays(12));
        (await series.GetDetails()).ShouldNotBeNull();

        await AdvanceAsync(TimeSpan.FromDays(2));

        await EventuallyAsync(async () => await series.GetDetails() is null);
        (await StoredAsync()).ShouldNotContain("series:ended");
        (await _gateway.App.Services.GetRequiredService<Catalog>().FindMeetingsAsync(["ended"])).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_cancels_who_is_switched_off_is_noticed_within_hours()
    {
        var onetime = OneTime("");
        var there = new CalendarEvent { Id = "there", ICalUId = "there", IsOrganizer = true, Location = "@webex:onetime" };
        _gateway.Office365.Calendars[onetime.Organizer] = [there, there with { Id = "cancelled", IsCancelled = true }, there with { Id = "like-its-series", Type = EventType.Occurrence }];
        await WatchAsync(onetime.Organizer, isEnabled: true);
        string[] gone = ["cancelled", "like-its-series", "deleted"];
        foreach (var uid in gone.Append("there"))
            await Series(uid).Saw(onetime with { ICalUId = uid, EventId = uid });
        await Series("holds-nothing").Saw(NextYear("holds-nothing"));

        await AdvanceAsync(TimeSpan.FromHours(7));
        (await Series("deleted").GetDetails()).ShouldNotBeNull("who is watched is looked after by his mailbox");
        await WatchAsync(onetime.Organizer, isEnabled: false);

        foreach (var uid in gone)
            await EventuallyAsync(async () => await Series(uid).GetDetails() is null);
        (await Series("there").GetDetails()).ShouldNotBeNull();
        (await Series("holds-nothing").GetDetails()).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_made_for_somebody_tells_when_there_is_no_mailbox_of_his_until_it_is_back()
    {
        var (onetime, step) = (OneTime("gone"), TimeSpan.FromHours(6));
        await WatchAsync(onetime.Organizer, isEnabled: true, isGone: true);
        await Series("gone").Saw(onetime);
        _gateway.Office365.Refused[onetime.Organizer] = GraphError.AccessDenied;
        await AdvanceAsync(TimeSpan.FromHours(13));
        (await ProblemAsync()).ShouldBeNull("whether there is a mailbox is not known");

        _gateway.Office365.Refused[onetime.Organizer] = GraphError.MailboxNotEnabled;
        await EventuallyAsync(async () => await ProblemAsync() is not null, step);
        (await ProblemAsync())!.ShouldContain("is given up when there has been none for 30 days");
        _gateway.Office365.Refused.Clear();
        await EventuallyAsync(async () => await ProblemAsync() is null, step);

        async Task<string?> ProblemAsync() => (await Series("gone").GetDetails())!.Problem;
    }

    [Fact]
    public async Task Of_somebody_who_is_switched_off_and_into_whose_mailbox_we_may_not_look_it_is_told_what_stays()
    {
        var (onetime, step) = (OneTime("closed"), TimeSpan.FromHours(6));
        _gateway.Office365.Calendars[onetime.Organizer] = [new CalendarEvent { Id = onetime.EventId, ICalUId = "closed", IsOrganizer = true, Location = "@webex:onetime" }];
        await WatchAsync(onetime.Organizer, isEnabled: false);
        await Series("closed").Saw(onetime);
        _gateway.Office365.Closed[onetime.Organizer] = true;

        await EventuallyAsync(async () => await ProblemAsync() is not null, step);
        (await ProblemAsync())!.ShouldContain("does not let us look at the meeting");
        _gateway.Office365.Closed.Clear();
        await EventuallyAsync(async () => await ProblemAsync() is null, step);

        async Task<string?> ProblemAsync() => (await Series("closed").GetDetails())!.Problem;
    }

    [Fact]
    public async Task A_reminder_that_outlives_its_meeting_ends_itself()
    {
        var forgotten = _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series("forgotten"));

        foreach (var reminder in new[] { "conference", "work", "forget" })
            await forgotten.AsReference<IRemindable>().ReceiveReminder(reminder, default);

        (await forgotten.GetDetails()).ShouldBeNull();
        (await StoredAsync()).ShouldBeEmpty();
    }

    private static MeetingSighting Sighting(string uid) => new()
    {
        ICalUId = uid, Organizer = "anna@contoso.example", EventId = "event", Subject = "Plan", Start = s_start.AddDays(10), End = s_start.AddDays(10).AddHours(1),
        LastEnd = s_start.AddDays(10).AddHours(1),
    };

    /// <summary>Does not end while a test lets time pass until something has happened: on a slow machine weeks of it.</summary>
    private static MeetingSighting NextYear(string uid)
    {
        var start = s_start.AddYears(1);
        return Sighting(uid) with { Start = start, End = start.AddHours(1), LastEnd = start.AddHours(1) };
    }

    private static MeetingSighting OneTime(string uid) => NextYear(uid) with { Keyword = Keyword.Webex, Modifier = KeywordModifier.OneTime };

    private Task WatchAsync(string mail, bool isEnabled, bool isGone = false) =>
        _gateway.App.Services.GetRequiredService<Catalog>().PutUserAsync(new UserRow { Mail = mail, Enabled = isEnabled, Refused = isGone, Gone = isGone });

    private IMeetingSeriesGrain Series(string uid) => _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));

    private async Task<IMeetingSeriesGrain> SeeAsync(string uid)
    {
        await Series(uid).Saw(Sighting(uid));
        return Series(uid);
    }

    private Task<IReadOnlyList<string>> StoredAsync() => _gateway.App.Services.GetRequiredService<IStoredSeries>().ListAsync(null, 100);

    /// <summary>In steps: what one timer starts may set the next.</summary>
    private async Task AdvanceAsync(TimeSpan time)
    {
        var step = TimeSpan.FromMinutes(30);
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            _time.Advance(step);
            await Task.Yield();
        }
    }

    /// <summary>What a tick starts goes on by itself; time passes until it is seen.</summary>
    private async Task EventuallyAsync(Func<Task<bool>> isSo, TimeSpan? step = null)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            tries.ShouldBeLessThan(3000, "It does not come to be so.");
            _time.Advance(step ?? TimeSpan.FromMinutes(30));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
