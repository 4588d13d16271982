using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A calendar of thousands of meetings is read in many turns.</summary>
public sealed class LargeMailboxTests : LargeMailboxWorld
{
    /// <summary>Of the first list, which reaches over 62 days.</summary>
    private const int FirstPages = 15;

    /// <summary>With those of the next list.</summary>
    private const int AllPages = 21;

    public LargeMailboxTests() => Calendar.Fill();

    [Fact]
    public async Task A_hint_in_the_middle_is_served_before_the_end_and_what_was_listed_before_does_not_undo_it()
    {
        var (told, story, changed) = (Task.CompletedTask, Task.FromResult(Timeline.Empty), "");
        Calendar.Meanwhile = page =>
        {
            if (page != 10)
                return;
            changed = Calendar.LastWithLink;
            Calendar.Change(changed, "sip:new@acme.webex.com");
            told = User.TakeHints([new MailboxHint(HintKind.Changed, changed)]);
            story = User.GetTimeline();
        };

        await SwitchAsync(isOn: true);
        await IsReadAsync();

        await told.WaitAsync(Deadline);
        WholeReads(await story).ShouldBe(0);
        Calendar.Reads.First().ShouldSatisfyAllConditions(read => read.Id.ShouldBe(changed), read => read.Pages.ShouldBeLessThan(AllPages));
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(LargeCalendar.WithLink);
        (await DialsAsync(changed)).ShouldBe("new@acme.webex.com");
        (await DialsAsync(LargeCalendar.IdOf(LargeCalendar.Usual - 50))).ShouldBe("1469674515@acme.webex.com");
    }

    [Fact]
    public async Task A_subscription_that_is_refused_stays_refused_while_all_is_read_again()
    {
        Office365.Refused["anna@contoso.example"] = GraphError.Invalid;
        await SwitchAsync(isOn: true);
        await EventuallyAsync(async () => await SinceAsync() is not null);
        var since = await SinceAsync();
        var inTheMiddle = Task.FromResult(since);
        Calendar.Meanwhile = page => inTheMiddle = page == AllPages + 10 ? SinceAsync() : inTheMiddle;

        await User.Reconcile();

        await EventuallyAsync(() => Task.FromResult(Calendar.Pages == 2 * AllPages));
        (await inTheMiddle.WaitAsync(Deadline)).ShouldBe(since);
        (await SinceAsync()).ShouldBe(since);
    }

    [Fact]
    public async Task Others_are_told_until_it_is_read_to_its_end_and_when_it_cannot_be_read_for_hours()
    {
        var inTheMiddle = Task.FromResult(MailboxWatch.Off);
        Calendar.Meanwhile = page => inTheMiddle = page == 10 ? WatchAsync() : inTheMiddle;
        await SwitchAsync(isOn: true);
        await IsReadAsync();
        (await inTheMiddle.WaitAsync(Deadline)).ShouldBe(MailboxWatch.Unread);
        await EventuallyAsync(async () => await WatchAsync() == MailboxWatch.Watched);

        Calendar.IsAway = true;
        await User.Reconcile();
        await EventuallyAsync(async () => await WatchAsync() == MailboxWatch.Unread, TimeSpan.FromMinutes(1));

        Calendar.IsAway = false;
        await EventuallyAsync(async () => await WatchAsync() == MailboxWatch.Watched, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_asks_for_everything_in_the_middle_has_everything_read_from_the_beginning()
    {
        var asked = Task.CompletedTask;
        Calendar.Meanwhile = page => asked = page == 10 ? User.Reconcile() : asked;
        await SwitchAsync(isOn: true);

        await IsReadAsync();

        await asked.WaitAsync(Deadline);
        Calendar.Pages.ShouldBe(2 * AllPages);
    }

    [Fact]
    public async Task Graph_that_fails_in_the_middle_does_not_have_all_of_it_read_again()
    {
        Calendar.Meanwhile = page =>
        {
            if (page == 18)
                throw new GraphException(GraphError.Transient, "away");
        };
        await SwitchAsync(isOn: true);

        await IsReadAsync(TimeSpan.FromSeconds(1));

        Calendar.Pages.ShouldBe(AllPages + 3, "the list that failed is read again");
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(LargeCalendar.WithLink);
    }

    [Fact]
    public async Task A_step_that_fails_for_the_whole_mailbox_is_done_again_and_those_before_it_are_not()
    {
        // In the middle of the tenth page.
        var (changed, tried) = (LargeCalendar.IdOf(950), 0);
        Calendar.Meanwhile = page =>
        {
            if (page == 3)
                _ = User.TakeHints([new MailboxHint(HintKind.Changed, changed)]);
        };
        // The hint's own read goes well; that of the step, many turns later, does not.
        Calendar.Fails = id => id == changed && ++tried == 2 ? new GraphException(GraphError.Throttled, "busy") : null;
        await SwitchAsync(isOn: true);

        await IsReadAsync(TimeSpan.FromSeconds(1));

        tried.ShouldBeGreaterThanOrEqualTo(2);
        Calendar.Pages.ShouldBe(AllPages + 10, "the list that failed is read again, from its beginning");
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(LargeCalendar.WithLink);
        Enumerable.Range(0, LargeCalendar.WithLink).Select(number => LargeCalendar.IdOf(number * 50)).Where(id => id != changed)
            .ShouldAllBe(id => Told.TimesOf(id) == 1);
        Told.TimesOf(changed).ShouldBe(2);
    }

    [Fact]
    public async Task A_turn_ends_after_many_steps_however_little_time_they_take()
    {
        var told = Task.CompletedTask;
        Calendar.PageTime = TimeSpan.Zero;
        Calendar.Meanwhile = page => told = page == 2 ? User.TakeHints([new MailboxHint(HintKind.Changed, Calendar.LastWithLink)]) : told;
        await SwitchAsync(isOn: true);

        await IsReadAsync();

        await told.WaitAsync(Deadline);
        Calendar.Reads.First().Pages.ShouldBeLessThan(AllPages);
    }

    [Fact]
    public async Task Who_is_switched_off_in_the_middle_is_read_no_further_and_from_the_beginning_when_switched_on()
    {
        Task? off = null;
        Calendar.Meanwhile = page => off = page == 10 ? SwitchAsync(isOn: false) : off;
        await SwitchAsync(isOn: true);
        await EventuallyAsync(() => Task.FromResult(off is not null));
        await off!.WaitAsync(Deadline);
        var read = Calendar.Pages;
        read.ShouldBeLessThan(AllPages);
        (await User.StatusAtRestAsync()).SubscribedUntil.ShouldBeNull();

        // Nor by the clock.
        Time.Advance(TimeSpan.FromMinutes(40));
        (await User.StatusAtRestAsync()).Enabled.ShouldBeFalse();
        Calendar.Pages.ShouldBe(read);

        await SwitchAsync(isOn: true);
        await IsReadAsync();
        (Calendar.Pages - read).ShouldBe(AllPages);
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(LargeCalendar.WithLink);
    }

    [Fact]
    public async Task Other_settings_in_the_middle_count_for_what_was_read_before()
    {
        const string Early = "early";
        Calendar.Add(LargeCalendar.NewEvent(Early, Calendar.HoursLater(1)) with { Location = "@webex" });
        var changed = Task.CompletedTask;
        Calendar.Meanwhile = page => changed = page == FirstPages - 1 ? SwitchAsync(isOn: true, "https://acme.webex.com/meet/other") : changed;
        await SwitchAsync(isOn: true, "https://acme.webex.com/meet/anna");

        await IsReadAsync();

        await changed.WaitAsync(Deadline);
        await EventuallyAsync(async () => await DialsAsync(Early) == "other@acme.webex.com");
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(LargeCalendar.WithLink + 1);
    }

    private async Task<DateTimeOffset?> SinceAsync() =>
        (await User.StatusAtRestAsync()).Findings.SingleOrDefault(finding => finding.Code == HealthCode.RequestRejected)?.Since;
}
