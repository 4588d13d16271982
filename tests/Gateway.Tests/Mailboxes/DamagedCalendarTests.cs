using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A part of the calendar that Graph never gives leaves out itself alone, is told, and comes back by itself.</summary>
public sealed class DamagedCalendarTests : LargeMailboxWorld
{
    private const string Near = "near";
    private const string Between = "between";
    private const string Bad = "bad";
    private const string Far = "far";
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_halfMinute = TimeSpan.FromSeconds(30);

    public DamagedCalendarTests()
    {
        Calendar.PageTime = TimeSpan.Zero;
        AddMeeting(Near, day: 10);
        AddMeeting(Between, day: 80);
        AddMeeting(Bad, day: 90);
        AddMeeting(Far, day: 140);
    }

    [Fact]
    public async Task All_others_are_read_and_followed()
    {
        Calendar.Damaged[Bad] = true;
        await SwitchAsync(isOn: true);

        await FindingAsync(isThere: true, s_second);

        var finding = (await FindAsync())!;
        finding.Text.ShouldContain("missing is 2027-03-07 to 2027-05-08.");
        Sentences.Bulgarian.Translate(finding.Text).ShouldNotBeNull().ShouldContain("2027-03-07 to 2027-05-08");
        (await DialsAsync(Near)).ShouldBe("near@acme.webex.com");
        (await DialsAsync(Far)).ShouldBe("far@acme.webex.com");
        (await DetailsAsync(Between)).ShouldBeNull();
        (await WatchAsync()).ShouldBe(MailboxWatch.Watched);
        (await User.TimelineAtRestAsync()).Entries.ShouldContain(entry => entry.Text.StartsWith("The calendar was read, but for", StringComparison.Ordinal));
        WholeReads(await User.TimelineAtRestAsync()).ShouldBe(0);

        await User.TakeHints([new MailboxHint(HintKind.Changed, Between)]);
        (await DialsAsync(Between)).ShouldBe("between@acme.webex.com");
        Calendar.Change(Near, "sip:untold@acme.webex.com");
        await EventuallyAsync(async () => await DialsAsync(Near) == "untold@acme.webex.com", s_halfMinute);
        (await FindAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task It_is_tried_again_by_itself()
    {
        Calendar.Damaged[Bad] = true;
        await SwitchAsync(isOn: true);
        await FindingAsync(isThere: true, s_second);
        var since = (await FindAsync())!.Since;
        var pages = Calendar.Pages;
        await EventuallyAsync(() => Task.FromResult(Calendar.Pages > pages), s_halfMinute);
        (await FindAsync())!.Since.ShouldBe(since);

        Calendar.Damaged.Clear();
        await FindingAsync(isThere: false, s_halfMinute);

        (await DialsAsync(Between)).ShouldBe("between@acme.webex.com");
        (await DialsAsync(Bad)).ShouldBe("bad@acme.webex.com");
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(4);
        WholeReads(await User.TimelineAtRestAsync()).ShouldBe(0, "only what was missing is read");
    }

    [Fact]
    public async Task It_is_tried_at_once_when_an_administrator_has_the_calendar_read()
    {
        Calendar.Damaged[Bad] = true;
        await SwitchAsync(isOn: true);
        await FindingAsync(isThere: true, s_second);
        Calendar.Damaged.Clear();

        await User.Reconcile();

        await IsReadAsync(s_second);
        await FindingAsync(isThere: false, TimeSpan.Zero);
        (await DialsAsync(Bad)).ShouldBe("bad@acme.webex.com");
    }

    [Fact]
    public async Task The_pages_before_the_damaged_one_are_used()
    {
        const string Series = "series";
        for (var hour = 1; hour <= 250; hour++)
            Calendar.Add(LargeCalendar.NewEvent($"hour-{hour}", Calendar.HoursLater((70 * 24) + hour)));
        Calendar.Add(LargeCalendar.NewEvent(Series, Calendar.HoursLater(71 * 24)) with { Type = EventType.SeriesMaster, Location = "sip:series@acme.webex.com" });
        Calendar.Add(LargeCalendar.NewEvent("occurrence", Calendar.HoursLater(71 * 24)) with { Type = EventType.Occurrence, SeriesMasterId = Series });
        AddMeeting("early", day: 70);
        Calendar.Damaged[Bad] = true;
        await SwitchAsync(isOn: true);

        await FindingAsync(isThere: true, s_second);

        (await DialsAsync("early")).ShouldBe("early@acme.webex.com");
        (await DialsAsync(Series)).ShouldBe("series@acme.webex.com");
        (await DialsAsync(Far)).ShouldBe("far@acme.webex.com");
    }

    [Fact]
    public async Task What_was_read_before_is_followed_when_no_part_of_it_can_be_read_again()
    {
        Calendar.Change(Far, "@webex");
        await SwitchAsync(isOn: true, "https://acme.webex.com/meet/anna");
        await IsReadAsync(s_second);
        Calendar.Meanwhile = _ => throw new GraphException(GraphError.Transient, "no list");
        await User.Reconcile();
        await FindingAsync(isThere: true, s_second);
        (await FindAsync())!.Text.ShouldContain("missing is 2027-01-04 to 2027-07-09.");

        Calendar.Change(Near, "sip:untold@acme.webex.com");
        Calendar.Remove(Far);

        await EventuallyAsync(async () => await DialsAsync(Near) == "untold@acme.webex.com", s_halfMinute);
        await EventuallyAsync(async () => (await User.StatusAtRestAsync()).Meetings == 3, s_halfMinute);
        (await WatchAsync()).ShouldBe(MailboxWatch.Watched);
        WholeReads(await User.TimelineAtRestAsync()).ShouldBe(1);

        Calendar.Meanwhile = null;
        await EventuallyAsync(async () => WholeReads(await User.TimelineAtRestAsync()) == 2, s_halfMinute);
        await FindingAsync(isThere: false, TimeSpan.Zero);
    }

    private void AddMeeting(string id, int day) =>
        Calendar.Add(LargeCalendar.NewEvent(id, Calendar.HoursLater(day * 24)) with { Location = $"sip:{id}@acme.webex.com" });

    private async Task<MailboxFinding?> FindAsync() => (await User.StatusAtRestAsync()).Findings.SingleOrDefault(finding => finding.Code == HealthCode.PartsFail);

    private Task FindingAsync(bool isThere, TimeSpan passing) => EventuallyAsync(async () => await FindAsync() is not null == isThere, passing);
}
