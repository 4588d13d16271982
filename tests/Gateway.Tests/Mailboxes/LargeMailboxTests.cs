using HybridCalendar.Clients.Office365;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Timelines;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A calendar of thousands of meetings is read in many turns.</summary>
public sealed class LargeMailboxTests : IAsyncLifetime
{
    private const string WholeRead = "The whole calendar was read";
    private static readonly DateTimeOffset s_start = new(2027, 1, 4, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(2);
    private readonly FakeTime _time = new(s_start);
    private readonly LargeCalendar _calendar;
    private readonly GatewayHost _gateway;

    public LargeMailboxTests()
    {
        _calendar = new LargeCalendar(_time, s_start);
        _gateway = new GatewayHost(_time) { Adjust = services => services.AddSingleton<IOffice365Calendar>(_calendar) };
    }

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private IUserGrain User => _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User("anna@contoso.example"));

    [Fact]
    public async Task A_hint_in_the_middle_is_served_before_the_end_and_what_was_listed_before_does_not_undo_it()
    {
        var (told, story, changed) = (Task.CompletedTask, Task.FromResult(Timeline.Empty), "");
        _calendar.Meanwhile = page =>
        {
            if (page != 10)
                return;
            changed = _calendar.LastWithLink;
            _calendar.Change(changed, "sip:new@acme.webex.com");
            told = User.TakeHints([new MailboxHint(HintKind.Changed, changed)]);
            story = User.GetTimeline();
        };

        await User.Configure(new UserSettings { DisplayName = "Anna", Enabled = true });
        await IsReadAsync();

        await told.WaitAsync(s_deadline);
        WholeReads(await story).ShouldBe(0);
        _calendar.Reads[0].ShouldSatisfyAllConditions(read => read.Id.ShouldBe(changed), read => read.Pages.ShouldBe(10));
        (await User.GetStatus()).Meetings.ShouldBe(LargeCalendar.WithLink);
        (await DialsAsync(changed)).ShouldBe("new@acme.webex.com");
        (await DialsAsync(LargeCalendar.IdOf(LargeCalendar.Meetings - 50))).ShouldBe("1469674515@acme.webex.com");
    }

    [Fact]
    public async Task What_asks_for_everything_in_the_middle_has_everything_read_from_the_beginning()
    {
        var asked = Task.CompletedTask;
        _calendar.Meanwhile = page => asked = page == 10 ? User.Reconcile() : asked;
        await User.Configure(new UserSettings { DisplayName = "Anna", Enabled = true });

        await IsReadAsync();

        await asked.WaitAsync(s_deadline);
        _calendar.Pages.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task Graph_that_fails_in_the_middle_does_not_have_all_of_it_read_again()
    {
        _calendar.Meanwhile = page =>
        {
            if (page == 25)
                throw new GraphException(GraphError.Transient, "away");
        };
        await User.Configure(new UserSettings { DisplayName = "Anna", Enabled = true });

        await IsReadAsync(TimeSpan.FromSeconds(1));

        _calendar.Pages.ShouldBeLessThan(50);
        (await User.GetStatus()).Meetings.ShouldBe(LargeCalendar.WithLink);
    }

    private static int WholeReads(Timeline timeline) => timeline.Entries.Count(entry => entry.Text.StartsWith(WholeRead, StringComparison.Ordinal));

    private async Task<string?> DialsAsync(string id) =>
        (await _gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(id)).GetJoin()).Target?.Address;

    /// <param name="passing">By how much the clock is moved again and again, for what waits for a time.</param>
    private async Task IsReadAsync(TimeSpan passing = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_deadline);
        while (WholeReads(await User.GetTimeline()) == 0)
        {
            await Task.Delay(20, deadline.Token);
            _time.Advance(passing);
        }
    }
}
