using Dapper;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Catalogs;

/// <content>The meetings that series grains know, and the rooms that they are in.</content>
public sealed partial class Catalog
{
    private const string MeetingColumns =
        "m.ical_uid AS ICalUId, organizer AS Organizer, starts AS Starts, ends AS Ends, keyword AS Keyword, join_state AS JoinState, "
        + "next_starts AS Next, next_ends AS NextEnds, times AS Times";

    /// <param name="row">The meeting.</param>
    /// <param name="rooms">The rooms that are invited.</param>
    /// <param name="declined">Those of them that declined.</param>
    public Task PutMeetingAsync(MeetingRow row, IReadOnlyCollection<string> rooms, IReadOnlyCollection<string> declined) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO meetings (ical_uid, organizer, starts, ends, keyword, join_state, next_starts, next_ends, times, weekdays)
            VALUES (@ICalUId, @Organizer, @Starts, @Ends, @Keyword, @JoinState, @Next, @NextEnds, @Times, @Weekdays)
            ON CONFLICT (ical_uid) DO UPDATE SET organizer = @Organizer, starts = @Starts, ends = @Ends, keyword = @Keyword, join_state = @JoinState,
                next_starts = @Next, next_ends = @NextEnds, times = @Times, weekdays = @Weekdays
            """,
            new
            {
                row.ICalUId, row.Organizer, row.Starts, row.Ends, row.Keyword, JoinState = (long)row.JoinState,
                Next = row.Next ?? row.Starts, NextEnds = row.NextEnds ?? row.Ends, row.Times, Weekdays = row.FindWeekdays(),
            });
        await connection.ExecuteAsync("DELETE FROM meeting_rooms WHERE ical_uid = @ICalUId", new { row.ICalUId });
        foreach (var room in rooms)
        {
            await connection.ExecuteAsync(
                "INSERT INTO meeting_rooms (ical_uid, room, declined) VALUES (@ICalUId, @room, @declined) ON CONFLICT DO NOTHING",
                new { row.ICalUId, room, declined = declined.Contains(room) ? 1L : 0L });
        }
    });

    public Task DeleteMeetingAsync(string iCalUId) => database.WriteAsync(async connection =>
    {
        await connection.ExecuteAsync("DELETE FROM meeting_rooms WHERE ical_uid = @iCalUId", new { iCalUId });
        await connection.ExecuteAsync("DELETE FROM meetings WHERE ical_uid = @iCalUId", new { iCalUId });
    });

    /// <summary>The rooms with a calendar that are invited to an organizer's meetings that have not ended.</summary>
    /// <param name="organizer">Address in lower case.</param>
    /// <param name="now">UTC milliseconds since 1970.</param>
    public Task<IReadOnlyList<string>> ListRoomsOfOrganizerAsync(string organizer, long now) => ListAsync<string>(
        "SELECT DISTINCT r.room FROM meetings m JOIN meeting_rooms r ON r.ical_uid = m.ical_uid JOIN workspaces w ON w.mail = r.room AND w.calendar_enabled = 1 "
        + "WHERE organizer = @organizer AND (ends IS NULL OR ends > @now) ORDER BY r.room",
        new { organizer, now });

    /// <summary>The ids of an organizer's meetings that have not ended.</summary>
    /// <param name="organizer">Address in lower case.</param>
    /// <param name="now">UTC milliseconds since 1970.</param>
    public Task<IReadOnlyList<string>> ListMeetingsOfOrganizerAsync(string organizer, long now) => ListAsync<string>(
        "SELECT ical_uid FROM meetings WHERE organizer = @organizer AND (ends IS NULL OR ends > @now) ORDER BY ical_uid", new { organizer, now });

    /// <summary>The ids of meetings that have not ended and whose organizers are switched off or removed, or have no mailbox any more, in order.</summary>
    /// <param name="now">UTC milliseconds since 1970.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    public Task<IReadOnlyList<string>> ListUnwatchedAsync(long now, string? after, int top) => ListAsync<string>(
        "SELECT ical_uid FROM meetings m LEFT JOIN users u ON u.mail = m.organizer "
        + "WHERE (COALESCE(u.enabled, 0) = 0 OR u.gone <> 0) AND (ends IS NULL OR ends > @now) AND ical_uid > @after ORDER BY ical_uid LIMIT @top",
        new { now, after = after ?? "", top });

    /// <summary>Meetings that have not ended, by their ids.</summary>
    /// <param name="organizer">Only this organizer's, or null.</param>
    /// <param name="room">Only those that this room is invited to, or null.</param>
    /// <param name="now">UTC milliseconds since 1970.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many rows.</param>
    /// <param name="until">Only those that have begun then, UTC milliseconds since 1970, or null.</param>
    public Task<IReadOnlyList<MeetingRow>> ListMeetingsAsync(string? organizer, string? room, long now, string? after, int top, long? until = null)
    {
        var join = room is null ? "" : "JOIN meeting_rooms r ON r.ical_uid = m.ical_uid AND r.room = @room";
        var filter = organizer is null ? "" : "AND organizer = @organizer";
        return ListAsync<MeetingRow>(
            $"SELECT {MeetingColumns} FROM meetings m {join} WHERE m.ical_uid > @after AND (ends IS NULL OR ends > @now) {(until is null ? "" : "AND starts < @until")} {filter} "
            + "ORDER BY m.ical_uid LIMIT @top",
            new { organizer, room, now, after = after ?? "", top, until });
    }

    /// <summary>The meetings that a room declined and that have not ended, by what is next.</summary>
    /// <param name="room">Mail address.</param>
    /// <param name="now">UTC milliseconds since 1970.</param>
    /// <param name="top">At most so many rows.</param>
    public Task<IReadOnlyList<MeetingRow>> ListDeclinedAsync(string room, long now, int top) => ListAsync<MeetingRow>(
        $"SELECT {MeetingColumns} FROM meetings m JOIN meeting_rooms r ON r.ical_uid = m.ical_uid AND r.room = @room AND r.declined = 1 "
        + "WHERE ends IS NULL OR ends > @now ORDER BY next_starts, m.ical_uid LIMIT @top",
        new { room, now, top });

    /// <summary>The ids of meetings that ended before a moment, in order.</summary>
    /// <param name="before">UTC milliseconds since 1970.</param>
    /// <param name="after">The last id of the page before, or null for the first page.</param>
    /// <param name="top">At most so many.</param>
    public Task<IReadOnlyList<string>> ListEndedAsync(long before, string? after, int top) => ListAsync<string>(
        "SELECT ical_uid FROM meetings WHERE ends < @before AND ical_uid > @after ORDER BY ical_uid LIMIT @top", new { before, after = after ?? "", top });

    /// <summary>How many meetings a room declined that end after a moment, or never.</summary>
    public Task<int> CountDeclinedAsync(string room, long endAfter) => CountAsync(
        "SELECT COUNT(*) FROM meetings m JOIN meeting_rooms r ON r.ical_uid = m.ical_uid AND r.room = @room AND r.declined = 1 "
        + "WHERE ends IS NULL OR ends > @endAfter",
        new { room, endAfter });

    /// <summary>How many of an organizer's meetings that have not ended got no join details.</summary>
    public Task<int> CountRefusedMeetingsAsync(string organizer, long now) => CountAsync(
        "SELECT COUNT(*) FROM meetings WHERE organizer = @organizer AND join_state = @failed AND (ends IS NULL OR ends > @now)",
        new { organizer, failed = (long)SeriesJoinState.Failed, now });

    /// <summary>The rooms that a meeting is in, those that declined it too.</summary>
    public Task<IReadOnlyList<string>> ListRoomsOfAsync(string iCalUId) =>
        ListAsync<string>("SELECT room FROM meeting_rooms WHERE ical_uid = @iCalUId ORDER BY room", new { iCalUId });

    /// <summary>Which of these meetings a series grain knows.</summary>
    public async Task<IReadOnlySet<string>> FindMeetingsAsync(IEnumerable<string> iCalUIds)
    {
        var known = new HashSet<string>();
        foreach (var some in iCalUIds.Chunk(MostAtOnce))
            known.UnionWith(await ListAsync<string>($"SELECT ical_uid FROM meetings WHERE ical_uid {database.StandsIn("@some")}", new { some }));
        return known;
    }

    /// <summary>In whose mailboxes these meetings were seen, by their ids: an organizer may have other addresses than the one that he is set up by.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindOrganizersAsync(IEnumerable<string> iCalUIds)
    {
        var found = new Dictionary<string, string>();
        foreach (var some in iCalUIds.Chunk(MostAtOnce))
        {
            foreach (var (uid, organizer) in await ListAsync<(string, string)>($"SELECT ical_uid, organizer FROM meetings WHERE ical_uid {database.StandsIn("@some")}", new { some }))
                found[uid] = organizer;
        }
        return found;
    }
}
