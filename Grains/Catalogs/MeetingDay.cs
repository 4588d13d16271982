using Dapper;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>
/// What takes place on a day, in the order of its times. Meetings that take place once are read by their start; a series by the time of the day
/// that it has next, from among those of the weekday: a change of the clocks in between shifts it by an hour in the order, not in what is shown.
/// </summary>
internal sealed class MeetingDay(CatalogDatabase database, MeetingSearch search)
{
    /// <summary>A page looks at no more series, unless it has found nothing.</summary>
    private const int MostLooked = 5_000;
    private const int LeastRead = 200;
    private const string Single = $"SELECT {MeetingList.Columns} FROM meetings m WHERE times IS NULL AND (ends IS NULL OR ends > @From) AND next_starts < @Until";
    private const string InOrder = "ORDER BY next_starts, m.ical_uid LIMIT @size";

    /// <param name="after">Where the page before ended, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    public async Task<MeetingPage> ListAsync(MeetingPlace? after, int top)
    {
        var found = new List<MeetingRow>();
        var place = after ?? MeetingPlace.Begin;
        var size = Math.Max(top + 1, LeastRead);
        for (var looked = 0; looked < MostLooked || found.Count == 0; looked += size)
        {
            var (once, series) = await ReadAsync(place, size);
            var rows = once.Concat(series).Select(row => (Row: row, Place: PlaceOf(row))).OrderBy(row => row.Place.Next).ToList();
            // Behind the last one of a full part there may be others that come before what the other part goes on with.
            var ends = new[] { once, series }.Where(part => part.Count == size).Select(part => PlaceOf(part[^1]).Next).ToList();
            foreach (var (row, own) in rows.Where(row => ends.TrueForAll(end => row.Place.Next <= end)))
            {
                if (found.Count == top)
                    return MeetingList.Page(found, place);
                if (MeetingList.InTime(row, search) is { } inTime)
                    found.Add(inTime);
                place = own;
            }
            if (ends.Count == 0)
                return MeetingList.Page(found, null);
        }
        return MeetingList.Page(found, place);
    }

    private async Task<(List<MeetingRow> Once, List<MeetingRow> Series)> ReadAsync(MeetingPlace after, int size)
    {
        var (time, isSeries) = (after.Next >> 1, (after.Next & 1) == 1);
        // At one time what takes place once comes first.
        var once = isSeries ? new MeetingPlace(time + 1, "") : new MeetingPlace(time, after.ICalUId);
        var recent = new MeetingPlace(search.From - MeetingList.LongMeeting, "");
        var later = once.Next < recent.Next ? recent : once;
        var values = new
        {
            search.From, search.Until, once.Next, once.ICalUId, laterNext = later.Next, laterId = later.ICalUId, recent = recent.Next,
            time = time < search.From ? -1 : time - search.From, seriesId = isSeries ? after.ICalUId : "", size,
        };
        await using var connection = await database.OpenAsync();
        var single = await connection.QueryAsync<MeetingRow>(
            $"""
            SELECT * FROM (
                SELECT * FROM ({Single} AND (next_starts, m.ical_uid) > (@laterNext, @laterId) {InOrder}) AS a
                UNION ALL
                SELECT * FROM ({Single} AND (next_starts, m.ical_uid) > (@Next, @ICalUId) AND next_starts < @recent AND (ends IS NULL OR ends - starts > 86400000) {InOrder}) AS b
            ) AS parts ORDER BY Next, ICalUId LIMIT @size
            """,
            values);
        // The weekday stands in the text: each has an index of its own.
        var series = await connection.QueryAsync<MeetingRow>(
            $"""
            SELECT {MeetingList.Columns} FROM meetings m WHERE (weekdays & {SeriesWeekdays.Bit(search.From)}) <> 0 AND starts < @Until AND (ends IS NULL OR ends > @From)
                AND next_starts % 86400000 >= @time AND (next_starts % 86400000 > @time OR m.ical_uid > @seriesId)
            ORDER BY next_starts % 86400000, m.ical_uid LIMIT @size
            """,
            values);
        return (single.AsList(), series.AsList());
    }

    /// <summary>By its time, doubled, so that series stand behind what takes place once at the same time; by ids, databases have an order of their own.</summary>
    private MeetingPlace PlaceOf(MeetingRow row)
    {
        var next = row.Next ?? row.Starts;
        return new MeetingPlace(row.Times is null ? next * 2 : ((search.From + (next % MeetingList.LongMeeting)) * 2) + 1, row.ICalUId);
    }
}
