using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Graph refuses the settings of a mailbox, and nothing else.</summary>
public sealed class RefusedSettingsTests : IAsyncLifetime
{
    private const string Mail = "mute@contoso.example";
    private static readonly DateTimeOffset s_start = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeTime _time = new(s_start);
    private readonly GatewayHost _gateway;

    public RefusedSettingsTests() => _gateway = new GatewayHost(_time);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task They_are_asked_for_once_a_day_and_when_an_administrator_wishes_and_the_health_tells_the_mend()
    {
        _gateway.Office365.SettingsRefused[Mail] = 0;
        _gateway.Office365.Calendars[Mail] = [Meeting()];
        var user = _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(Mail));
        await user.Configure(new UserSettings { DisplayName = "Mute", Enabled = true });
        await CountIsAsync(1);
        var finding = (await user.StatusAtRestAsync()).Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe(HealthCode.SettingsDenied);
        finding.Command.ShouldNotBeNull().ShouldContain("-Role 'Application MailboxSettings.Read'");

        foreach (var hours in new[] { 2, 20 })
        {
            _time.Advance(TimeSpan.FromHours(hours));
            await user.TakeHints([new MailboxHint(HintKind.Changed, "event")]);
            _gateway.Office365.SettingsRefused[Mail].ShouldBe(1);
        }

        _time.Advance(TimeSpan.FromHours(3));
        await user.TakeHints([new MailboxHint(HintKind.Changed, "event")]);
        _gateway.Office365.SettingsRefused[Mail].ShouldBe(2);

        await user.Reconcile();
        await CountIsAsync(3);
    }

    private async Task CountIsAsync(int count)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (_gateway.Office365.SettingsRefused[Mail] != count)
            await Task.Delay(20, deadline.Token);
    }

    private static CalendarEvent Meeting()
    {
        var start = Instant.FromDateTimeOffset(s_start).InUtc().LocalDateTime.PlusDays(30);
        return new CalendarEvent
        {
            Id = "event", ICalUId = "event", Subject = "Plan", IsOrganizer = true, Organizer = new Person("Mute", Mail), Location = "sip:1469674515@acme.webex.com",
            Start = new EventTime(start, "UTC"), End = new EventTime(start.PlusMinutes(30), "UTC"),
            Attendees = [new Attendee("Rila", "rila@contoso.example", AttendeeType.Resource, ResponseType.Accepted)],
        };
    }
}
