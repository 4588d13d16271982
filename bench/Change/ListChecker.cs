using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Bench.Change;

/// <summary>Compares every device's list with its room's calendar in the Sandbox. It shares no code with the product.</summary>
internal static class ListChecker
{
    /// <returns>The rooms whose device does not hold what the calendar says.</returns>
    public static async Task<IReadOnlyList<int>> FindWrongAsync(Organization organization, int rooms, IReadOnlyCollection<BenchMeeting> meetings)
    {
        var addresses = meetings.ToDictionary(meeting => meeting.Number, meeting => meeting.Address);
        var wrong = new ConcurrentBag<int>();
        await WorldSetup.EachAsync(rooms, async room =>
        {
            var expected = await ReadCalendarAsync(organization.SandboxHttp, room, addresses);
            if (!organization.Devices.RowsOf(room).ToHashSet().SetEquals(expected) || organization.Devices.RowsOf(room).Count != expected.Count)
                wrong.Add(room);
        });
        return [.. wrong.Order()];
    }

    /// <summary>Waits until no device is wrong.</summary>
    public static async Task<IReadOnlyList<int>> WaitUntilRightAsync(
        Organization organization, int rooms, IReadOnlyCollection<BenchMeeting> meetings, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var wrong = await FindWrongAsync(organization, rooms, meetings);
            if (wrong.Count == 0 || deadline.IsCancellationRequested)
                return wrong;
            await ticks.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task<List<ListRow>> ReadCalendarAsync(HttpClient sandbox, int room, Dictionary<int, string> addresses)
    {
        var from = Output.Now.AddDays(-1);
        var view = await sandbox.GetFromJsonAsync<JsonElement>(
            $"sandbox/mailboxes/{BenchWorld.RoomMail(room)}/calendarView?startDateTime={from.UtcDateTime:s}Z&endDateTime={from.UtcDateTime.AddDays(32):s}Z");
        return [.. view.GetProperty("value").EnumerateArray().Where(IsAccepted).Select(ev => Row(ev, addresses))];
    }

    private static bool IsAccepted(JsonElement ev) =>
        ev.GetProperty("responseStatus").GetProperty("response").GetString() == "accepted" && !ev.GetProperty("isCancelled").GetBoolean();

    private static ListRow Row(JsonElement ev, Dictionary<int, string> addresses)
    {
        var title = ev.GetProperty("subject").GetString()!;
        var start = DateTimeOffset.Parse(
            ev.GetProperty("start").GetProperty("dateTime").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new ListRow(title, start, addresses[int.Parse(title.AsSpan(8, 6), CultureInfo.InvariantCulture)]);
    }
}
