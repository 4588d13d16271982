using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Bench.Change;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Bench.Storm;

/// <summary>How late the rooms' grains alerted, by their timelines: panels are alerted by their gateway from the list that they have, whatever becomes of grains.</summary>
internal static class GrainAlerts
{
    /// <summary>
    /// A reminder that its silo took with it comes again within a minute and some seconds, and what was given is in the timeline half a minute later. To ask for the timeline
    /// wakes a room that still sleeps, which then alerts.
    /// </summary>
    private static readonly TimeSpan s_told = TimeSpan.FromMinutes(2);

    /// <returns>For each room how late its grain alerted; null where it had not before it was asked.</returns>
    public static async Task<IReadOnlyList<TimeSpan?>> ReadAsync(HttpClient gateway, int rooms, DateTimeOffset dueAt)
    {
        var wait = dueAt + s_told - Output.Now;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait);
        var asked = Output.Now;
        var late = new TimeSpan?[rooms];
        await WorldSetup.EachAsync(rooms, async room =>
        {
            var timeline = await gateway.GetFromJsonAsync<JsonElement>($"api/workspaces/{BenchWorld.RoomMail(room)}/timeline");
            var at = timeline.EnumerateArray().Select(entry => FindTime(entry, $"{dueAt:u}")).Min();
            late[room] = at < asked ? at - dueAt : null;
        });
        return late;
    }

    /// <summary>What an entry tells of the alert, if it does. A panel that has not subscribed anew is not heard of by the grain that took over: it alerted nevertheless.</summary>
    private static DateTimeOffset? FindTime(JsonElement entry, string due)
    {
        if (!entry.TryGetProperty("fact", out var fact) || fact.ValueKind == JsonValueKind.Null)
            return null;
        if (fact.GetProperty("code").GetString() is not (FactCodes.AlertGiven or FactCodes.AlertLate or FactCodes.AlertUnheard))
            return null;
        if (fact.GetProperty("values").EnumerateArray().Last().GetString() != due)
            return null;
        var isFirst = !fact.TryGetProperty("since", out var since) || since.ValueKind == JsonValueKind.Null;
        return isFirst ? entry.GetProperty("at").GetDateTimeOffset() : since.GetDateTimeOffset();
    }
}
