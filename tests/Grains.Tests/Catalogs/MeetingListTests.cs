using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.Grains.Tests.Catalogs;

/// <summary>The list of meetings on a SQLite file.</summary>
public sealed class SqliteMeetingListTests() : MeetingListTests(server: null);

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresMeetingListTests(PostgresServer server) : MeetingListTests(server);

/// <summary>Meetings are found by what is next, however long ago their series began.</summary>
public abstract class MeetingListTests(PostgresServer? server) : IAsyncLifetime
{
    private const string Rila = "rila@contoso.example";
    private static readonly DateTimeOffset s_now = new(2027, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private TestDatabase? _store;
    private Catalog _catalog = null!;
    private MeetingList _list = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestDatabase.CreateAsync(server);
        _catalog = new Catalog(_store.Catalog, await _store.MakeSealAsync());
        _list = new MeetingList(_store.Catalog);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
            await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_meeting_tomorrow_is_found_among_series_of_years()
    {
        await PutSeriesAsync(300, weekday: "FR");
        await PutAsync("tomorrow", s_now.AddDays(1));
        var first = await _list.ListAsync(new MeetingSearch(At(s_now)), null, 10);
        first.Rows[0].ICalUId.ShouldBe("tomorrow");
        first.Rows[1].Next.ShouldBe(At(s_now.AddDays(2).AddHours(-4)));
        (await EverythingAsync(new MeetingSearch(At(s_now)), 10)).Count.ShouldBe(301);
    }

    [Fact]
    public async Task A_day_has_what_takes_place_on_it_whatever_else_goes_on()
    {
        await PutSeriesAsync(30, weekday: "FR");
        await PutSeriesAsync(2, weekday: "TU");
        await PutAsync("once", s_now.AddDays(20));
        var tuesday = new DateTimeOffset(2027, 3, 23, 0, 0, 0, TimeSpan.Zero);
        var found = await EverythingAsync(new MeetingSearch(At(tuesday)) { Until = At(tuesday.AddDays(1)) }, 3);
        found.Select(row => row.ICalUId).ShouldBe(["TU-0", "TU-1", "once"], ignoreOrder: true);
        found.Single(row => row.ICalUId == "TU-0").Next.ShouldBe(At(tuesday.AddHours(8)));
    }

    [Fact]
    public async Task The_meetings_of_some_hours_come_before_the_series_that_are_next_on_others()
    {
        await PutSeriesAsync(30, weekday: "FR");
        await PutSeriesAsync(3, weekday: "TU");
        await PutAsync("once", s_now.AddDays(20));
        await PutAsync("twice", s_now.AddDays(20).AddHours(1));
        var tuesday = new DateTimeOffset(2027, 3, 23, 0, 0, 0, TimeSpan.Zero);
        var search = new MeetingSearch(At(tuesday)) { IsToCome = true, Until = At(tuesday.AddHours(23)) };
        (await _list.ListAsync(search, null, 2)).Rows.Select(row => row.ICalUId).ShouldBe(["once", "twice"]);
        (await EverythingAsync(search, 2)).Select(row => row.ICalUId).ShouldBe(["once", "twice", "TU-0", "TU-1", "TU-2"]);
    }

    [Fact]
    public async Task A_day_is_in_the_order_of_its_times_and_none_of_its_pages_is_empty()
    {
        await PutSeriesAsync(30, weekday: "FR");
        await PutSeriesAsync(25, weekday: "TU");
        var tuesday = new DateTimeOffset(2027, 3, 23, 0, 0, 0, TimeSpan.Zero);
        foreach (var (id, hour) in new[] { ("before", -1.0), ("early", 7), ("same", 8), ("Zeit", 8), ("late", 9.5), ("after", 24) })
            await PutAsync(id, tuesday.AddHours(hour));
        var pages = new List<MeetingPage>();
        do
            pages.Add(await _list.ListAsync(new MeetingSearch(At(tuesday)) { Until = At(tuesday.AddDays(1)) }, pages.LastOrDefault()?.End, 4));
        while (pages[^1].End is not null);

        pages.ShouldAllBe(page => page.Rows.Count > 0);
        var found = pages.SelectMany(page => page.Rows).ToList();
        found.Select(row => row.ICalUId).ShouldBe(["early", "same", "Zeit", .. Enumerable.Range(0, 25).Select(number => $"TU-{number}"), "late"], ignoreOrder: true);
        found.Select(row => row.Next).ShouldBeInOrder();
        pages[0].Rows[0].ICalUId.ShouldBe("early");
    }

    [Fact]
    public async Task Days_are_in_the_order_of_their_times_with_each_meeting_where_it_takes_place_first()
    {
        await PutSeriesAsync(30, weekday: "FR");
        await PutSeriesAsync(25, weekday: "TU");
        await PutSeriesAsync(1, weekday: "WE", rule: "FREQ=DAILY;INTERVAL=1");
        await PutSeriesAsync(1, weekday: "SA", rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA;WKST=MO");
        var monday = new DateTimeOffset(2027, 3, 22, 0, 0, 0, TimeSpan.Zero);
        foreach (var (id, hour) in new[] { ("before", -3.0), ("under way", -0.5), ("first", 7), ("same", 32), ("late", 33.5), ("last", 167), ("after", 168) })
            await PutAsync(id, monday.AddHours(hour));
        var search = new MeetingSearch(At(monday)) { Until = At(monday.AddDays(7)) };
        var found = await EverythingAsync(search, 7);
        string[] fridays = [.. Enumerable.Range(0, 30).Select(number => $"FR-{number}")], tuesdays = [.. Enumerable.Range(0, 25).Select(number => $"TU-{number}")];
        found.Select(row => row.Next).ShouldBeInOrder();
        found.Select(row => row.ICalUId).ShouldBe(["under way", "first", "WE-0", "same", .. tuesdays, "late", .. fridays, "SA-0", "last"], ignoreOrder: true);
        found.Single(row => row.ICalUId == "WE-0").Next.ShouldBe(At(monday.AddHours(8)));
        found.Single(row => row.ICalUId == "FR-7").Next.ShouldBe(At(monday.AddDays(4).AddHours(8)));
        (await EverythingAsync(search with { Until = At(monday.AddDays(8)) }, 100)).Select(row => row.ICalUId).ShouldBe(
            [.. found.Select(row => row.ICalUId), "after"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_took_place_this_morning_stands_there_although_it_is_next_in_a_week()
    {
        await PutSeriesAsync(3, weekday: "WE");
        await MoveOnAsync();
        await PutAsync("tomorrow", s_now.AddDays(1));
        var found = await EverythingAsync(new MeetingSearch(At(s_now.AddHours(-12))) { Until = At(s_now.AddDays(2).AddHours(-12)) }, 2);
        found.Select(row => row.ICalUId).ShouldBe(["WE-0", "WE-1", "WE-2", "tomorrow"]);
        found[0].Next.ShouldBe(At(s_now.AddHours(-4)));
    }

    [Fact]
    public async Task From_now_on_series_under_way_come_first_and_from_later_on_those_that_are_next_before_it_last()
    {
        await PutSeriesAsync(3, weekday: "FR");
        await PutSeriesAsync(2, weekday: "SA");
        await PutAsync("once", s_now.AddDays(4));
        var friday = new DateTimeOffset(2027, 3, 5, 8, 30, 0, TimeSpan.Zero);
        (await EverythingAsync(new MeetingSearch(At(friday)), 2)).Select(row => row.ICalUId).ShouldBe(["FR-0", "FR-1", "FR-2", "SA-0", "SA-1", "once"]);
        var found = await EverythingAsync(new MeetingSearch(At(friday.AddHours(1))) { IsToCome = true }, 2);
        found.Select(row => row.ICalUId).ShouldBe(["SA-0", "SA-1", "once", "FR-0", "FR-1", "FR-2"]);
        found[^1].Next.ShouldBe(At(friday.AddDays(7).AddMinutes(-30)));
    }

    [Fact]
    public async Task A_day_without_series_has_its_meetings_on_the_first_page()
    {
        await PutSeriesAsync(250, weekday: "FR");
        var saturday = new DateTimeOffset(2027, 3, 27, 0, 0, 0, TimeSpan.Zero);
        var search = new MeetingSearch(At(saturday)) { Until = At(saturday.AddDays(1)) };
        var none = await _list.ListAsync(search, null, 10);
        (none.Rows.Count, none.End).ShouldBe((0, null));
        await PutAsync("once", saturday.AddHours(9));
        var page = await _list.ListAsync(search, null, 10);
        (page.Rows.ShouldHaveSingleItem().ICalUId, page.End).ShouldBe(("once", null));
    }

    [Fact]
    public async Task A_meeting_of_several_days_is_found_on_each_of_them()
    {
        await PutAsync("short", s_now.AddDays(20));
        await _catalog.PutMeetingAsync(
            new MeetingRow { ICalUId = "fair", Organizer = "eva@contoso.example", Starts = At(s_now.AddDays(18)), Ends = At(s_now.AddDays(22)) }, [], []);
        // As before a series told when it takes place.
        await _catalog.PutMeetingAsync(new MeetingRow { ICalUId = "untold", Organizer = "eva@contoso.example", Starts = At(s_now.AddDays(-18)) }, [], []);
        var day = s_now.AddDays(20).AddHours(-1);
        var found = await EverythingAsync(new MeetingSearch(At(day)) { Until = At(day.AddHours(2)) }, 2);
        found.Select(row => row.ICalUId).ShouldBe(["untold", "fair", "short"]);
    }

    [Fact]
    public async Task Of_many_meetings_in_TMS_a_page_is_found()
    {
        await _store!.Catalog.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync("INSERT INTO tms_rooms (mailbox, system_id, system_name) VALUES ('rila@contoso.example', 1, '')");
            await connection.ExecuteAsync(
                "INSERT INTO meeting_rooms (ical_uid, room, declined) VALUES (@id, 'rila@contoso.example', 0)",
                Enumerable.Range(0, MeetingList.FewInTms + 1).Select(number => new { id = $"gone-{number}" }));
        });
        await PutAsync("room", s_now.AddDays(1), null, Rila);
        await PutAsync("meet", s_now.AddDays(2), "Meet");
        await PutAsync("other", s_now.AddDays(2), "Webex");
        var search = new MeetingSearch(At(s_now)) { OnlyInTms = true };
        (await EverythingAsync(search, 1)).Select(row => row.ICalUId).ShouldBe(["room"]);
        (await EverythingAsync(search with { MeetIsTms = true }, 1)).Select(row => row.ICalUId).ShouldBe(["room", "meet"]);
        await PutSeriesAsync(1, weekday: "FR");
        var days = search with { From = At(s_now.AddHours(-12)), Until = At(s_now.AddDays(3).AddHours(-12)) };
        (await EverythingAsync(days, 1)).Select(row => row.ICalUId).ShouldBe(["room", "FR-0"]);
        (await EverythingAsync(days with { MeetIsTms = true }, 1)).Select(row => row.ICalUId).ShouldBe(["room", "FR-0", "meet"]);
    }

    [Fact]
    public async Task What_took_place_in_the_morning_is_found_in_its_room()
    {
        await PutSeriesAsync(1, weekday: "WE");
        await MoveOnAsync();
        var day = new DateTimeOffset(2027, 3, 3, 0, 0, 0, TimeSpan.Zero);
        var found = await _list.ListAsync(new MeetingSearch(At(day)) { Until = At(day.AddDays(1)), Room = Rila }, null, 10);
        found.Rows.ShouldHaveSingleItem().Next.ShouldBe(At(day.AddHours(8)));
    }

    [Fact]
    public async Task A_series_is_moved_on_when_its_occurrence_is_over()
    {
        await PutSeriesAsync(1, weekday: "WE");
        (await _list.ListPassedAsync(At(s_now), 10)).ShouldHaveSingleItem();
        await MoveOnAsync();
        (await _list.ListPassedAsync(At(s_now), 10)).ShouldBeEmpty();
        (await _list.ListAsync(new MeetingSearch(At(s_now)), null, 10)).Rows.ShouldHaveSingleItem().Next.ShouldBe(At(s_now.AddDays(7).AddHours(-4)));
    }

    [Fact]
    public async Task What_TMS_holds_is_found_page_by_page_and_once()
    {
        var rooms = new TmsRooms(_store!.Catalog);
        await rooms.PutAsync(new TmsRoomRow(Rila, 1, ""));
        await rooms.PutAsync(new TmsRoomRow("pirin@contoso.example", 2, ""));
        await PutAsync("both", s_now.AddDays(1), "Meet", Rila, "pirin@contoso.example");
        await PutAsync("meet", s_now.AddDays(2), "Meet");
        await PutAsync("room", s_now.AddDays(3), null, Rila);
        await PutAsync("neither", s_now.AddDays(1), "Webex", "other@contoso.example");
        var search = new MeetingSearch(At(s_now)) { OnlyInTms = true };
        (await EverythingAsync(search, 1)).Select(row => row.ICalUId).ShouldBe(["both", "room"]);
        (await EverythingAsync(search with { MeetIsTms = true }, 1)).Select(row => row.ICalUId).ShouldBe(["both", "meet", "room"]);
        (await EverythingAsync(search with { MeetIsTms = true, Room = Rila }, 5)).Select(row => row.ICalUId).ShouldBe(["both", "room"]);
        (await EverythingAsync(search with { MeetIsTms = true, Organizer = "nobody@contoso.example" }, 5)).ShouldBeEmpty();
    }

    [Fact]
    public void A_place_is_read_as_it_was_written()
    {
        MeetingPlace.Read(new MeetingPlace(12, "a~b").ToString()).ShouldBe(new MeetingPlace(12, "a~b"));
        var ofSeries = new MeetingPlace(-12, "a") { IsOfSeries = true };
        MeetingPlace.Read(ofSeries.ToString()).ShouldBe(ofSeries);
        MeetingPlace.Read("soon~a").ShouldBeNull();
        MeetingPlace.Read("~a").ShouldBeNull();
        MeetingPlace.Read("12").ShouldBeNull();
    }

    private async Task<List<MeetingRow>> EverythingAsync(MeetingSearch search, int top)
    {
        var all = new List<MeetingRow>();
        MeetingPlace? place = null;
        do
        {
            var page = await _list.ListAsync(search, place, top);
            page.Rows.Count.ShouldBeLessThanOrEqualTo(top);
            all.AddRange(page.Rows);
            place = page.End;
        }
        while (place is not null);
        return all;
    }

    private async Task MoveOnAsync() => await _list.MoveOnAsync((await _list.ListPassedAsync(At(s_now), 10)).Select(row => NextOccurrences.MovedOn(row, At(s_now))));

    /// <summary>Each week, or by another rule, at 8:00 UTC since 2020, as the catalog had them yesterday.</summary>
    private async Task PutSeriesAsync(int count, string weekday, string? rule = null)
    {
        var first = Enumerable.Range(0, 7).Select(day => new DateTimeOffset(2020, 1, 6, 8, 0, 0, TimeSpan.Zero).AddDays(day))
            .Single(day => day.DayOfWeek.ToString().StartsWith(weekday, StringComparison.OrdinalIgnoreCase));
        var seen = new MeetingSighting
        {
            ICalUId = "", Organizer = "anna@contoso.example", EventId = "event", Start = first, End = first.AddHours(1), IsRecurring = true,
            Recurrence = rule ?? $"FREQ=WEEKLY;INTERVAL=1;BYDAY={weekday};WKST=MO", Rooms = [Rila],
        };
        for (var number = 0; number < count; number++)
        {
            var row = SeriesAnswers.Row(new SeriesState { Sighting = seen with { ICalUId = $"{weekday}-{number}" } }, s_now.AddDays(-1));
            await _catalog.PutMeetingAsync(row, [Rila], []);
        }
    }

    private Task PutAsync(string id, DateTimeOffset starts, string? keyword = null, params string[] rooms) => _catalog.PutMeetingAsync(
        new MeetingRow { ICalUId = id, Organizer = "eva@contoso.example", Starts = At(starts), Ends = At(starts.AddHours(1)), Keyword = keyword }, rooms, []);

    private static long At(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
