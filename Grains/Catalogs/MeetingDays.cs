using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>
/// What takes place on some days, in the order of its times; each meeting and series once, where it takes place first. Meetings that take place
/// once are read by their start; a series by the time of the day that it has next, from among those of the weekday: a change of the clocks in
/// between shifts it by an hour in the order, not in what is shown.
/// </summary>
internal sealed class MeetingDays(CatalogDatabase database, MeetingSearch search)
{
    /// <summary>A page looks at no more meetings, unless it has found nothing on its first day.</summary>
    private const int MostLooked = 5_000;
    private const string Single = $"SELECT {MeetingList.Columns} FROM meetings m WHERE times IS NULL AND (ends IS NULL OR ends > @From) AND next_starts < @dayEnds";
    private const string InOrder = "ORDER BY next_starts, m.ical_uid LIMIT @size";

    /// <param name="after">Where the page before ended, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    public async Task<MeetingPage> ListAsync(MeetingPlace? after, int top)
    {
        var found = new List<MeetingRow>();
        var place = after ?? MeetingPlace.Begin;
        var (first, day, looked) = (DayOf(place), DayOf(place), 0);
        var size = LookedMeetings.SizeFor(search, top);
        while (day < search.Until)
        {
            if (looked >= MostLooked && (found.Count > 0 || day > first))
                return MeetingList.Page(found, place);
            var (once, series) = await ReadAsync(day, place, size);
            looked += once.Count + series.Count;
            var rows = once.Concat(series).Select(looked => (looked.Row, looked.IsMeant, Place: PlaceOf(looked.Row, day))).OrderBy(looked => looked.Place.Next).ToList();
            // Behind the last one of a full part there may be others that come before what the other part goes on with.
            var ends = new[] { once, series }.Where(part => part.Count == size).Select(part => PlaceOf(part[^1].Row, day).Next).ToList();
            foreach (var (row, isMeant, own) in rows.Where(looked => ends.TrueForAll(end => looked.Place.Next <= end)))
            {
                if (found.Count == top)
                    return MeetingList.Page(found, place);
                if (isMeant && OnDay(row, day) is { } onDay)
                    found.Add(onDay);
                place = own;
            }
            if (ends.Count > 0)
                continue;
            day += MeetingList.Day;
            place = new MeetingPlace(day * 2, "");
        }
        return MeetingList.Page(found, null);
    }

    private async Task<(IReadOnlyList<(MeetingRow Row, bool IsMeant)> Once, IReadOnlyList<(MeetingRow Row, bool IsMeant)> Series)> ReadAsync(
        long day, MeetingPlace after, int size)
    {
        var (time, isSeries) = (after.Next >> 1, (after.Next & 1) == 1);
        // At one time what takes place once comes first.
        var once = isSeries ? new MeetingPlace(time + 1, "") : new MeetingPlace(time, after.ICalUId);
        var recent = new MeetingPlace(search.From - MeetingList.Day, "");
        var later = once.Next < recent.Next ? recent : once;
        var values = new
        {
            search.From, day, dayEnds = day + MeetingList.Day, once.Next, once.ICalUId, laterNext = later.Next, laterId = later.ICalUId, recent = recent.Next,
            time = time < day ? -1 : time - day, seriesId = isSeries ? after.ICalUId : "", size,
        };
        await using var connection = await database.OpenAsync();
        var single = await LookedMeetings.ReadAsync(
            connection,
            $"""
            SELECT * FROM (
                SELECT * FROM ({Single} AND (next_starts, m.ical_uid) > (@laterNext, @laterId) {InOrder}) AS a
                UNION ALL
                SELECT * FROM ({Single} AND (next_starts, m.ical_uid) > (@Next, @ICalUId) AND next_starts < @recent AND (ends IS NULL OR ends - starts > 86400000) {InOrder}) AS b
            ) AS parts ORDER BY Next, ICalUId LIMIT @size
            """,
            "Next", values, search);
        // The weekday stands in the text: each has an index of its own. What is next on a day of the list before this one stands there.
        var series = await LookedMeetings.ReadAsync(
            connection,
            $"""
            SELECT {MeetingList.Columns} FROM meetings m WHERE (weekdays & {SeriesWeekdays.Bit(day)}) <> 0 AND starts < @dayEnds AND (ends IS NULL OR ends > @From)
                AND (next_starts < @From OR next_starts >= @day)
                AND next_starts % 86400000 >= @time AND (next_starts % 86400000 > @time OR m.ical_uid > @seriesId)
            ORDER BY next_starts % 86400000, m.ical_uid LIMIT @size
            """,
            "Next % 86400000", values, search);
        return (single, series);
    }

    /// <returns>The row with its occurrence on the day; null when it takes place in the time that was asked for on another day first, or not at all.</returns>
    private MeetingRow? OnDay(MeetingRow row, long day) =>
        MeetingList.InTime(row, search) is { } inTime && inTime.Next < day + MeetingList.Day && (day == search.From || inTime.Next >= day) ? inTime : null;

    /// <summary>The day that a page begins on: what was under way before the first one stands on that.</summary>
    private long DayOf(MeetingPlace place)
    {
        var time = Math.Max(place.Next >> 1, search.From);
        return time - ((time - search.From) % MeetingList.Day);
    }

    /// <summary>By its time, doubled, so that series stand behind what takes place once at the same time; by ids, databases have an order of their own.</summary>
    private static MeetingPlace PlaceOf(MeetingRow row, long day)
    {
        var next = row.Next ?? row.Starts;
        return new MeetingPlace(row.Times is null ? next * 2 : ((day + (next % MeetingList.Day)) * 2) + 1, row.ICalUId);
    }
}
