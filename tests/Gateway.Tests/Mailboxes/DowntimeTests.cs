using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>The gateway was down for days: what changed meanwhile is found at once, and what the daily passes missed is made up for, spread over an hour.</summary>
public sealed class DowntimeTests : IAsyncLifetime
{
    private const int Users = 24;
    private const string RoomMail = "rila@contoso.example";
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly GatewayHost _gateway;

    public DowntimeTests() => _gateway = new GatewayHost(_time);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(3, false)]
    [InlineData(9, true)]
    public async Task What_was_missed_is_made_up_for(int days, bool isSubscriptionGone)
    {
        _gateway.Office365.Calendars[MailOf(0)] =
        [
            Event("waits", _time.GetUtcNow().AddMonths(6).AddDays(2)) with { IsOrganizer = true, Location = "@webex" },
            Event("goes", _time.GetUtcNow().AddDays(30)) with { IsOrganizer = true, Location = "@webex" },
        ];
        await SetUpAsync();
        (await Grain(0).StatusAtRestAsync()).Meetings.ShouldBe(2);
        (await JoinOfAsync("waits")).ShouldBe(SeriesJoinState.BeyondHorizon);
        _gateway.Office365.WholeReads.Clear();

        await _gateway.RestartAsync(meanwhile: () =>
        {
            _time.Advance(TimeSpan.FromDays(days));
            _gateway.Office365.ForgetsSubscriptions = isSubscriptionGone;
            _gateway.Office365.Calendars[MailOf(0)] = [.. _gateway.Office365.Calendars[MailOf(0)].Where(ev => ev.Id != "goes")];
            _gateway.Office365.Calendars[RoomMail] = [Event("new", _time.GetUtcNow().AddHours(3))];
        });

        var back = _time.GetUtcNow();
        await UntilAllAsync(status => status.LastReconciled > back, passing: TimeSpan.FromMilliseconds(500));
        ReadWhole().ShouldBeLessThan(Users / 2, "they are not read at the same time");
        (await Room.BookingsAtRestAsync()).ShouldHaveSingleItem().SeriesUid.ShouldBe("new");
        (await JoinOfAsync("goes")).ShouldBe(SeriesJoinState.Unknown);

        var perTenMinutes = new int[6];
        for (var minute = 0; minute < 60; minute++)
        {
            var before = ReadWhole();
            await PassAsync(s_minute);
            perTenMinutes[minute / 10] += ReadWhole() - before;
        }
        await PassAsync(s_minute + s_minute);
        ReadWhole().ShouldBe(Users, "each mailbox is read whole");
        perTenMinutes.ShouldAllBe(count => count < Users / 2);
        (await JoinOfAsync("waits")).ShouldNotBe(SeriesJoinState.BeyondHorizon);
        (await Grain(0).TimelineAtRestAsync()).Entries.ShouldContain(entry => entry.Text.StartsWith("Now within the horizon", StringComparison.Ordinal));
    }

    private IRoomMailboxGrain Room => _gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(RoomMail));

    private static string MailOf(int user) => $"user-{user}@contoso.example";

    private IUserGrain Grain(int user) => _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(MailOf(user)));

    private async Task<SeriesJoinState> JoinOfAsync(string uid) => (await _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid)).GetJoin()).State;

    private int ReadWhole() => Enumerable.Range(0, Users).Count(user => _gateway.Office365.WholeReads.ContainsKey(MailOf(user)));

    private async Task SetUpAsync()
    {
        (await Room.Configure(new WorkspaceSettings { DisplayName = "Rila", CalendarEnabled = true })).ShouldBeNull();
        for (var user = 0; user < Users; user++)
            await Grain(user).Configure(new UserSettings { Enabled = true, PersonalRoomLink = "https://contoso.webex.com/meet/anna" });
        await UntilAllAsync(status => status.LastReconciled is not null, passing: TimeSpan.Zero);
    }

    private async Task UntilAllAsync(Func<MailboxStatus, bool> isSo, TimeSpan passing)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!(await AllAsync()).All(isSo))
        {
            await Task.Delay(20, deadline.Token);
            _time.Advance(passing);
        }
    }

    /// <summary>Whatever the clock has started has had its turn then: each mailbox answers after it.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        await AllAsync();
    }

    private async Task<IReadOnlyList<MailboxStatus>> AllAsync()
    {
        var all = new List<MailboxStatus> { await Room.StatusAtRestAsync() };
        for (var user = 0; user < Users; user++)
            all.Add(await Grain(user).StatusAtRestAsync());
        return all;
    }

    private static CalendarEvent Event(string id, DateTimeOffset start)
    {
        var local = Instant.FromDateTimeOffset(start).InUtc().LocalDateTime;
        return new CalendarEvent
        {
            Id = id, ICalUId = id, ETag = "1", Subject = "Plan", Response = ResponseType.Accepted, Organizer = new Person("Anna", "anna@contoso.example"),
            Start = new EventTime(local, "UTC"), End = new EventTime(local.PlusMinutes(30), "UTC"), Location = "sip:1469674515@acme.webex.com",
        };
    }
}
