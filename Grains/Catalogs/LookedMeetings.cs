using System.Data.Common;
using Dapper;
using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>
/// Meetings that are looked at in the order of a list. Those that TMS does not hold come along when only the others are meant: a query for so many
/// that it holds would pass over all there are, and nobody would know how many.
/// </summary>
internal static class LookedMeetings
{
    private const int Some = 200;
    private const int SomeForTms = 1_000;

    /// <summary>A value and no EXISTS, which PostgreSQL would answer by reading the rooms of all meetings.</summary>
    private const string IsInTms =
        "(SELECT 1 FROM meeting_rooms s JOIN tms_rooms t ON t.mailbox = s.room WHERE s.ical_uid = looked.ICalUId AND s.declined = 0 LIMIT 1) = 1";

    /// <summary>How many to look at in one go.</summary>
    /// <param name="search">Which ones are meant.</param>
    /// <param name="top">So many are shown.</param>
    public static int SizeFor(MeetingSearch search, int top) => Math.Max(top + 1, search.OnlyInTms ? SomeForTms : Some);

    /// <param name="connection">To read with.</param>
    /// <param name="sql">Selects <see cref="MeetingList.Columns"/> of so many meetings in their order.</param>
    /// <param name="order">The order again, of these columns; at one time by their ids.</param>
    /// <param name="values">Of the parameters.</param>
    /// <param name="search">Which ones are meant.</param>
    public static async Task<IReadOnlyList<(MeetingRow Row, bool IsMeant)>> ReadAsync(DbConnection connection, string sql, string order, object values, MeetingSearch search)
    {
        if (!search.OnlyInTms)
            return [.. (await connection.QueryAsync<MeetingRow>(sql, values)).Select(row => (row, true))];
        var isMeant = $"CAST(CASE WHEN {IsInTms}{(search.MeetIsTms ? $" OR looked.Keyword = '{nameof(Keyword.Meet)}'" : "")} THEN 1 ELSE 0 END AS BIGINT)";
        return
        [
            .. await connection.QueryAsync<MeetingRow, long, (MeetingRow, bool)>(
                $"SELECT looked.*, {isMeant} AS IsMeant FROM ({sql}) AS looked ORDER BY {order}, ICalUId", (row, meant) => (row, meant == 1), values, splitOn: "IsMeant"),
        ];
    }
}
