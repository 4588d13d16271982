using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Premises;

/// <summary>Compares what TMS itself lists, and what invitations hold, with what was scheduled. It shares no code with the product.</summary>
/// <param name="sandbox">Tells what TMS lists.</param>
/// <param name="calendar">Where the invitations are.</param>
internal sealed class TmsChecker(HttpClient sandbox, Calendar calendar)
{
    private const string BlockBegins = "+~.~.";

    /// <returns>The meetings that TMS has not once, at their times and in their room, or whose invitation does not tell how to join.</returns>
    public async Task<IReadOnlyList<string>> FindWrongAsync(IEnumerable<PremisesMeeting> meetings)
    {
        var listed = (await sandbox.GetFromJsonAsync<JsonElement>("sandbox/conferences")).EnumerateArray()
            .Where(row => row.GetProperty("status").GetString() != "Deleted").ToLookup(row => row.GetProperty("title").GetString());
        var problems = await Task.WhenAll(meetings.Select(meeting => FindProblemAsync(meeting, [.. listed[meeting.Title]])));
        return [.. problems.OfType<string>()];
    }

    private async Task<string?> FindProblemAsync(PremisesMeeting meeting, IReadOnlyList<JsonElement> rows)
    {
        if (!rows.Select(row => row.GetProperty("start").GetDateTimeOffset()).Order().SequenceEqual(meeting.Starts))
            return $"{meeting.Title}: TMS lists [{string.Join(", ", rows.Select(row => row.GetProperty("start")))}]";
        if (!rows.All(row => row.GetProperty("status").GetString() == "Pending" && row.GetProperty("systems").EnumerateArray().Any(id => id.GetInt32() == BenchWorld.SystemId(meeting.Room))))
            return $"{meeting.Title} is not in its room";
        if (!meeting.IsHosted)
            return null;
        var body = await calendar.ReadBodyAsync(meeting.Organizer, meeting.EventId);
        return body.Split(BlockBegins).Length == 2 && body.Contains(rows[0].GetProperty("address").GetString()!, StringComparison.Ordinal)
            ? null
            : $"{meeting.Title}: the invitation does not tell once how to join";
    }
}
