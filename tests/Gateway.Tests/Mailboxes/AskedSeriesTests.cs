using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A room asks series again only when their answers may be others.</summary>
public sealed class AskedSeriesTests : IAsyncLifetime
{
    private const string Mail = "asking@contoso.example";
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_halfPeriod = TimeSpan.FromMinutes(8);
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly AskedSeries _asked = new();
    private readonly GatewayHost _gateway;

    public AskedSeriesTests() =>
        _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton<IIncomingGrainCallFilter>(_asked) };

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        await SeeAsync("quiet", "first");
        await SeeAsync("changing", "first");
        _gateway.Office365.Calendars[Mail] = [Event("quiet"), Event("changing")];
        (await Room.Configure(new WorkspaceSettings { DisplayName = "Rila", CalendarEnabled = true })).ShouldBeNull();
        await EventuallyAsync(async () => await RuleAsync("quiet") == "first" && await RuleAsync("changing") == "first");
        await ChangeAsync("changing", "1.1");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_series_is_not_asked_again_when_another_meeting_changes()
    {
        var (quiet, changing) = (_asked.TimesOf("quiet"), _asked.TimesOf("changing"));
        var reads = _gateway.Office365.WholeReads[Mail];

        await ChangeAsync("changing", "2");

        _gateway.Office365.WholeReads[Mail].ShouldBe(reads + 1);
        _asked.TimesOf("changing").ShouldBe(changing + 1);
        _asked.TimesOf("quiet").ShouldBe(quiet);
        (await RuleAsync("quiet")).ShouldBe("first");

        await ChangeAsync("quiet", "2");
        _asked.TimesOf("quiet").ShouldBe(quiet + 1);
    }

    [Fact]
    public async Task An_answer_on_its_way_while_the_series_changes_is_not_kept()
    {
        using (var held = new HeldMailbox())
        {
            _asked.Held = held;
            var change = ChangeAsync("quiet", "2");
            await held.AskedAsync();
            await SeeAsync("quiet", "second");
            _time.Advance(s_step);
            _asked.Held = null;
            held.Dispose();
            await change;
        }
        await EventuallyAsync(async () => await RuleAsync("quiet") == "second");
        await ChangeAsync("changing", "2");
        (await RuleAsync("quiet")).ShouldBe("second");
    }

    [Fact]
    public async Task What_a_series_tells_in_vain_is_found_by_the_first_read_after_half_a_period()
    {
        _asked.LosesMessages = true;
        await SeeAsync("quiet", "second");
        await ChangeAsync("changing", "2");
        (await RuleAsync("quiet")).ShouldBe("first");

        _time.Advance(s_halfPeriod);
        await ChangeAsync("changing", "3");
        (await RuleAsync("quiet")).ShouldBe("second");
    }

    [Fact]
    public async Task Who_is_told_to_catch_up_asks_all()
    {
        var quiet = _asked.TimesOf("quiet");
        await Room.CatchUp();
        await ChangeAsync("changing", "2");
        _asked.TimesOf("quiet").ShouldBe(quiet + 1);
    }

    private IRoomMailboxGrain Room => _gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Mail));

    /// <summary>The organizer's mailbox shows the meeting.</summary>
    private async Task SeeAsync(string id, string rule) => await _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(id)).Saw(new MeetingSighting
    {
        ICalUId = id, Organizer = "anna@contoso.example", EventId = id, Start = _time.GetUtcNow().AddHours(2), End = _time.GetUtcNow().AddHours(3),
        LastEnd = _time.GetUtcNow().AddHours(3), Rooms = [Mail], HasText = true,
        Found = new FoundTarget($"{rule}@partner.example", JoinProtocol.SIP, MeetingPlatform.Other, rule, FoundIn.Body),
    });

    private async Task ChangeAsync(string id, string etag)
    {
        _gateway.Office365.Calendars[Mail] = [.. _gateway.Office365.Calendars[Mail].Select(ev => ev.Id == id ? ev with { ETag = etag } : ev)];
        await Room.TakeHints([new MailboxHint(HintKind.Changed, id)]);
    }

    private async Task<string?> RuleAsync(string id) => (await Room.BookingsAtRestAsync()).FirstOrDefault(booking => booking.SeriesUid == id)?.Rule;

    /// <summary>The room's copy, whose text Exchange has taken.</summary>
    private static CalendarEvent Event(string id)
    {
        var start = new LocalDateTime(2027, 1, 4, 10, 0);
        return new CalendarEvent
        {
            Id = id, ICalUId = id, ETag = "1", Subject = "Plan", Body = new EventBody(false, ""), Response = ResponseType.Accepted,
            Organizer = new Person("Anna", "anna@contoso.example"), Start = new EventTime(start, "UTC"), End = new EventTime(start.PlusHours(1), "UTC"), Location = "Rila",
        };
    }

    private async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!await isSo())
        {
            _time.Advance(s_step);
            await Task.Delay(20, deadline.Token);
        }
    }
}
