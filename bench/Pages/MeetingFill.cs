using System.Data.Common;
using Dapper;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Bench.Pages;

/// <summary>Meetings as their series would have put them, many in a transaction: one by one a million takes an hour.</summary>
internal static class MeetingFill
{
    private const int AtOnce = 5_000;
    private static readonly string[] s_days = ["MO", "TU", "WE", "TH", "FR"];

    public static async Task PutAsync(CatalogDatabase database, PagesPlan plan)
    {
        await database.WriteAsync(connection => connection.ExecuteAsync(
            "INSERT INTO tms_rooms (mailbox, system_id, system_name) VALUES (@Mail, @Id, '')",
            Enumerable.Range(0, plan.TmsRooms).Select(number => new { Mail = PagesPlan.RoomMail(number * (plan.Rooms / plan.TmsRooms)), Id = (long)number + 1 })));
        var now = Output.Now;
        // Each kind of meeting, told by the last digit, takes place in all rooms on each day of the week.
        foreach (var some in Enumerable.Range(0, plan.Meetings).Chunk(AtOnce))
            await database.WriteAsync(connection => PutAsync(connection, [.. some.Select(number => (Row(plan, number, now), PagesPlan.RoomMail((number + (number / 10) + (number / 100)) % plan.Rooms)))]));
        await database.WriteAsync(connection => connection.ExecuteAsync("ANALYZE;"));
    }

    private static async Task PutAsync(DbConnection connection, (MeetingRow Row, string Room)[] meetings)
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO meetings (ical_uid, organizer, starts, ends, keyword, join_state, next_starts, next_ends, times, weekdays)
            VALUES (@ICalUId, @Organizer, @Starts, @Ends, @Keyword, @JoinState, @Next, @NextEnds, @Times, @Weekdays)
            """,
            meetings.Select(meeting => new
            {
                meeting.Row.ICalUId, meeting.Row.Organizer, meeting.Row.Starts, meeting.Row.Ends, meeting.Row.Keyword, JoinState = (long)meeting.Row.JoinState,
                Next = meeting.Row.Next ?? meeting.Row.Starts, NextEnds = meeting.Row.NextEnds ?? meeting.Row.Ends, meeting.Row.Times, Weekdays = meeting.Row.FindWeekdays(),
            }));
        await connection.ExecuteAsync(
            "INSERT INTO meeting_rooms (ical_uid, room, declined) VALUES (@Id, @Room, 0)", meetings.Select(meeting => new { Id = meeting.Row.ICalUId, meeting.Room }));
    }

    /// <summary>3 of 10 are weekly since years ago, half of these without an end; 2 of 10 have <c>@meet</c>, 5 <c>@webex</c>.</summary>
    private static MeetingRow Row(PagesPlan plan, int number, DateTimeOffset now)
    {
        var (id, organizer) = (PagesPlan.MeetingId(number), PagesPlan.UserMail(number % plan.Users));
        var starts = now.AddMinutes(15 * (number % 2_000));
        if (number % 10 < 7)
        {
            return new MeetingRow
            {
                ICalUId = id, Organizer = organizer, Starts = starts.ToUnixTimeMilliseconds(), Ends = starts.AddMinutes(30).ToUnixTimeMilliseconds(),
                Keyword = number % 10 < 5 ? "Webex" : "Meet", JoinState = SeriesJoinState.Ready,
            };
        }
        var first = starts.AddDays(-7 * (50 + (number % 200)));
        var day = s_days[number / 10 % s_days.Length];
        var seen = new MeetingSighting
        {
            ICalUId = id, Organizer = organizer, EventId = "", Start = first, End = first.AddMinutes(30), IsRecurring = true, TimeZone = "Europe/Sofia",
            LastEnd = number % 20 < 10 ? null : now.AddDays(30 + (number % 300)), Recurrence = $"FREQ=WEEKLY;INTERVAL=1;BYDAY={day};WKST=MO",
        };
        return SeriesAnswers.Row(new SeriesState { Sighting = seen }, now) with { JoinState = SeriesJoinState.Ready };
    }
}
