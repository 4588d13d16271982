using Dapper;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>
/// Meetings in the order in which they take place next, for people: a series stands where its next occurrence does. Of some days, each stands where
/// it takes place first then. Of any other time to come, those come first that are next then; series that have occurrences before it follow.
/// </summary>
public sealed class MeetingList(CatalogDatabase database)
{
    /// <summary>A page looks at no more: where few of many series have an occurrence in the time that was asked for, it is short.</summary>
    private const int MostLooked = 2_000;

    /// <summary>A day in milliseconds: the scripts of the indices say the same. Meetings that last longer have an index of their own.</summary>
    internal const long Day = 86_400_000;

    /// <summary>So many meetings are put in order without being waited for.</summary>
    internal const int FewInTms = 5_000;
    internal const string Columns =
        "m.ical_uid AS ICalUId, organizer AS Organizer, starts AS Starts, ends AS Ends, keyword AS Keyword, join_state AS JoinState, "
        + "next_starts AS Next, next_ends AS NextEnds, times AS Times";

    private const string Behind = "(next_starts, m.ical_uid) > (@Next, @ICalUId)";
    private const string Order = "ORDER BY next_starts, m.ical_uid LIMIT @size";

    /// <summary>Meetings that have not ended.</summary>
    /// <param name="search">Which ones.</param>
    /// <param name="after">Where the page before ended, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    public async Task<MeetingPage> ListAsync(MeetingSearch search, MeetingPlace? after, int top)
    {
        var ofFewRooms = search is { OnlyInTms: true, IsNarrow: false } && !await HasManyInTmsAsync();
        return search.IsOfSomeDays && !ofFewRooms
            ? await new MeetingDays(database, search).ListAsync(after, top)
            : await ListByNextAsync(search, after, top, ofFewRooms) with { HasSeriesLast = !search.IsNarrow && !ofFewRooms };
    }

    private async Task<MeetingPage> ListByNextAsync(MeetingSearch search, MeetingPlace? after, int top, bool ofFewRooms)
    {
        var found = new List<MeetingRow>();
        var place = after ?? MeetingPlace.Begin;
        var size = LookedMeetings.SizeFor(search, top);
        for (var looked = 0; looked < MostLooked; looked += size)
        {
            var rows = await ReadAsync(search, place, size, ofFewRooms);
            foreach (var (row, isMeant) in rows)
            {
                if (found.Count == top)
                    return Page(found, place);
                if (isMeant && InTime(row, search) is { } inTime)
                    found.Add(inTime);
                place = new MeetingPlace(row.Next ?? row.Starts, row.ICalUId) { IsOfSeries = place.IsOfSeries };
            }
            if (rows.Count == size)
                continue;
            if (search.IsNarrow || ofFewRooms || place.IsOfSeries)
                return Page(found, null);
            place = MeetingPlace.BeginOfSeries;
        }
        return Page(found, place);
    }

    /// <summary>Series whose next occurrence, as the catalog has it, is over.</summary>
    /// <param name="now">UTC milliseconds since 1970.</param>
    /// <param name="top">At most so many.</param>
    internal async Task<IReadOnlyList<MeetingRow>> ListPassedAsync(long now, int top)
    {
        await using var connection = await database.OpenAsync();
        return [.. await connection.QueryAsync<MeetingRow>(
            $"SELECT {Columns} FROM meetings m WHERE times IS NOT NULL AND next_ends <= @now AND (ends IS NULL OR ends > @now) ORDER BY next_ends LIMIT @top",
            new { now, top })];
    }

    /// <summary>Writes what is next, unless the series has told something else since the rows were read.</summary>
    internal Task MoveOnAsync(IEnumerable<MeetingRow> rows) => database.WriteAsync(connection => connection.ExecuteAsync(
        "UPDATE meetings SET next_starts = @Next, next_ends = @NextEnds, weekdays = @Weekdays WHERE ical_uid = @ICalUId AND times = @Times",
        rows.Select(row => new { row.Next, row.NextEnds, Weekdays = row.FindWeekdays(), row.ICalUId, row.Times })));

    private async Task<IReadOnlyList<(MeetingRow Row, bool IsMeant)>> ReadAsync(MeetingSearch search, MeetingPlace after, int size, bool ofFewRooms)
    {
        var join = search.Room is null ? "" : "JOIN meeting_rooms r ON r.ical_uid = m.ical_uid AND r.room = @Room";
        var where = "(ends IS NULL OR ends > @From)"
            + (search.Until is null ? "" : search.IsNarrow ? " AND (next_starts < @Until OR (times IS NOT NULL AND starts < @Until))" : " AND next_starts < @Until")
            + (search.Organizer is null ? "" : " AND organizer = @Organizer");
        var sql = $"SELECT {Columns} FROM meetings m {join} WHERE {where}";
        await using var connection = await database.OpenAsync();
        var seriesFrom = search.IsToCome ? search.From : search.From - Day;
        var (recent, series) = (After(search.From - Day, after), After(seriesFrom, after));
        var values = new
        {
            search.From, search.Until, search.Organizer, search.Room, after.Next, after.ICalUId, size, meet = nameof(Keyword.Meet),
            recent = search.From - Day, recentNext = recent.Next, recentId = recent.ICalUId, seriesFrom, seriesNext = series.Next, seriesId = series.ICalUId,
        };
        return ofFewRooms
            ? [.. (await connection.QueryAsync<MeetingRow>(OfFewRooms(sql, search.MeetIsTms), values)).Select(row => (row, true))]
            : await LookedMeetings.ReadAsync(connection, InOrder(sql, search, after), "Next", values, search);
    }

    /// <summary>What stands behind a place, and not before a time.</summary>
    private static MeetingPlace After(long time, MeetingPlace place) => place.Next < time ? new MeetingPlace(time, "") : place;

    /// <summary>
    /// Among all there are, what begins at the time is read from there on. What stands before it in the order has indices of its own: otherwise
    /// all meetings until then would be looked at. Series come last that are next before a time to come, as nobody knows how many of them have an
    /// occurrence in it; before now those are next that are under way.
    /// </summary>
    private static string InOrder(string sql, MeetingSearch search, MeetingPlace after)
    {
        if (search.IsNarrow)
            return $"{sql} AND {Behind} {Order}";
        if (after.IsOfSeries)
            return $"{sql} AND {Behind} AND next_starts < @seriesFrom AND times IS NOT NULL {Order}";
        // One lower bound each: with two of them SQLite takes the wrong one.
        string[] parts =
        [
            "(next_starts, m.ical_uid) > (@recentNext, @recentId) AND times IS NULL",
            $"{Behind} AND next_starts < @recent AND times IS NULL AND (ends IS NULL OR ends - starts > 86400000)",
            "(next_starts, m.ical_uid) > (@seriesNext, @seriesId) AND times IS NOT NULL",
        ];
        return $"SELECT * FROM ({string.Join(" UNION ALL ", parts.Select((part, number) => $"SELECT * FROM ({sql} AND {part} {Order}) AS part{number}"))}) AS parts "
            + "ORDER BY Next, ICalUId LIMIT @size";
    }

    /// <summary>Whether one of a few hundred meetings is in a room with a TMS system, so that a page of them is soon found among all others.</summary>
    private async Task<bool> HasManyInTmsAsync()
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM tms_rooms t CROSS JOIN meeting_rooms s WHERE s.room = t.mailbox LIMIT {FewInTms + 1}) AS held") > FewInTms;
    }

    /// <summary>Both halves are read from where they are few: the meetings of some rooms, and those of the keyword by their index.</summary>
    private static string OfFewRooms(string sql, bool meetIsTms)
    {
        // A cross join is read in this order by SQLite, which does not know that the rooms are fewer.
        sql = $"{sql} AND {Behind}";
        var ofRooms = $"{sql} AND m.ical_uid IN (SELECT s.ical_uid FROM tms_rooms t CROSS JOIN meeting_rooms s WHERE s.room = t.mailbox AND s.declined = 0) {Order}";
        return meetIsTms
            ? $"SELECT * FROM (SELECT * FROM ({ofRooms}) AS a UNION SELECT * FROM ({sql} AND keyword = @meet {Order}) AS b) AS c ORDER BY Next, ICalUId LIMIT @size"
            : ofRooms;
    }

    internal static MeetingPage Page(List<MeetingRow> rows, MeetingPlace? end) =>
        new([.. rows.OrderBy(row => row.Next).ThenBy(row => row.ICalUId, StringComparer.Ordinal)], end);

    /// <returns>The row with the occurrence that takes place in the time; null when none does.</returns>
    internal static MeetingRow? InTime(MeetingRow row, MeetingSearch search)
    {
        if (row.Times is not { } times || (row.Next <= search.From && row.NextEnds > search.From))
            return row;
        return SeriesTimes.Read(times).Next(search.From) is { } next && !(next.Starts >= search.Until) ? row with { Next = next.Starts, NextEnds = next.Ends } : null;
    }
}
