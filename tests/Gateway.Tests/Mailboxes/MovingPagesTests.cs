using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;
#if !ORLEANS
using Microsoft.Data.Sqlite;
#endif

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A calendar changes while its pages are read.</summary>
public sealed class MovingPagesTests : LargeMailboxWorld
{
    /// <summary>One list of 14 pages.</summary>
    private const int Meetings = 1400;
    private const int WithLink = Meetings / 50;
    private const string Series = "series";
    private const string Own = "series-own";
    private const int OwnHour = 250;

    public MovingPagesTests() => Calendar.Fill(Meetings);

    [Fact]
    public async Task What_only_the_list_shows_of_a_series_is_kept()
    {
        AddSeries();
        await SwitchAsync(isOn: true);

        await IsReadAsync();

        (await DialsAsync(Series)).ShouldBe("series@acme.webex.com");
        (await DialsAsync(Own)).ShouldBe("own@acme.webex.com");
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(WithLink + 2);
        Calendar.Lists.ShouldBe(0, "the weeks to come are not read for each series");
    }

    [Fact]
    public async Task A_series_that_was_told_of_meanwhile_is_not_as_the_pages_before_showed_it()
    {
        AddSeries();
        var told = Task.CompletedTask;
        Calendar.Meanwhile = page =>
        {
            if (page != 10)
                return;
            Calendar.Add(Occurrence(Own, OwnHour, EventType.Occurrence));
            told = User.TakeHints([new MailboxHint(HintKind.Changed, Series)]);
        };
        await SwitchAsync(isOn: true);

        await IsReadAsync();

        await told.WaitAsync(Deadline);
        (await DialsAsync(Series)).ShouldBe("series@acme.webex.com");
        (await DetailsAsync(Own)).ShouldBeNull();
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(WithLink + 1);
    }

    [Fact]
    public async Task A_meeting_that_is_deleted_after_its_page_was_read_is_not_taken_for_there()
    {
        var (told, deleted) = (Task.CompletedTask, "");
        Calendar.Meanwhile = page =>
        {
            if (page != 10)
                return;
            deleted = Calendar.LastWithLink;
            Calendar.Remove(deleted);
            told = User.TakeHints([new MailboxHint(HintKind.Changed, deleted)]);
        };
        await SwitchAsync(isOn: true);

        await IsReadAsync();

        await told.WaitAsync(Deadline);
        (await DetailsAsync(deleted)).ShouldBeNull();
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(WithLink - 1);
    }

    [Fact]
    public async Task A_meeting_that_slides_from_a_page_to_one_that_was_read_is_found()
    {
        // The first of the sixth page becomes the last of the fifth, which is on its way already.
        Calendar.Meanwhile = page =>
        {
            if (page == 5)
                Calendar.Remove(LargeCalendar.IdOf(1));
        };
        await SwitchAsync(isOn: true);

        await IsReadAsync();

        (await DialsAsync(LargeCalendar.IdOf(500))).ShouldBe("1469674515@acme.webex.com");
        (await User.StatusAtRestAsync()).Meetings.ShouldBe(WithLink);
    }

    [Fact]
    public async Task What_is_known_of_a_far_occurrence_is_kept_while_Graph_lists_none()
    {
        AddSeries();
        var moved = Occurrence("moved", 100 * 24, EventType.Exception) with { Attendees = [] };
        Calendar.Add(Calendar.Find(Series)! with { LacksExceptions = false, ExceptionOccurrences = [moved] });
        await SwitchAsync(isOn: true);
        await IsReadAsync();
        (await LeftOutAsync()).ShouldBe([Calendar.HoursLater(100 * 24).InUtc().ToDateTimeOffset()]);

        Calendar.Add(Calendar.Find(Series)! with { LacksExceptions = true, ExceptionOccurrences = [] });
        await User.TakeHints([new MailboxHint(HintKind.Changed, Series)]);

        Told.TimesOf(Series).ShouldBe(2);
        (await LeftOutAsync()).ShouldHaveSingleItem();

        Calendar.Add(Calendar.Find(Series)! with { LacksExceptions = false });
        await User.TakeHints([new MailboxHint(HintKind.Changed, Series)]);
        (await LeftOutAsync()).ShouldBeEmpty();
    }

    /// <summary>When occurrences take place that the room is not invited to.</summary>
    private async Task<IEnumerable<DateTimeOffset>> LeftOutAsync() => (await DetailsAsync(Series))!.LeftOut.Select(left => left.Start);

#if !ORLEANS
    [Fact]
    public async Task A_read_whose_end_cannot_be_noted_is_not_done_again()
    {
        for (var hour = 1; hour <= 40; hour++)
            Calendar.Add(LargeCalendar.NewEvent($"last-{hour}", Calendar.HoursLater(Meetings + 1 + hour)));
        Calendar.Meanwhile = page =>
        {
            // Nothing of the last page is noted.
            if (page == 15)
                Store("CREATE TRIGGER full_disk BEFORE UPDATE ON grain_state WHEN NEW.state_name = 'user' BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        };
        await SwitchAsync(isOn: true);
        await EventuallyAsync(() => Task.FromResult(Calendar.Pages == 15));
        for (var turn = 0; turn < 5; turn++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            WholeReads(await User.TimelineAtRestAsync()).ShouldBe(0);
        }
        Store("DROP TRIGGER full_disk");

        await IsReadAsync(TimeSpan.FromSeconds(10));

        Calendar.Pages.ShouldBe(15);
    }

    private void Store(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "grains.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#endif

    private void AddSeries()
    {
        Calendar.Add(LargeCalendar.NewEvent(Series, Calendar.HoursLater(2)) with
        {
            Type = EventType.SeriesMaster, LacksExceptions = true, Location = "sip:series@acme.webex.com",
            Recurrence = new RecurrenceRule(
                new RecurrencePattern { Type = RecurrencePatternType.Daily },
                new RecurrenceRange { Type = RecurrenceRangeType.NoEnd, StartDate = Calendar.HoursLater(2).Date }),
        });
        Calendar.Add(Occurrence("series-1", 26, EventType.Occurrence));
        Calendar.Add(Occurrence(Own, OwnHour, EventType.Exception) with { Location = "sip:own@acme.webex.com" });
    }

    private CalendarEvent Occurrence(string id, int hour, EventType type) => LargeCalendar.NewEvent(id, Calendar.HoursLater(hour)) with
    {
        Type = type, SeriesMasterId = Series, OriginalStart = Calendar.HoursLater(hour).InUtc().ToInstant(), Location = "sip:series@acme.webex.com",
    };
}
