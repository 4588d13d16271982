using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.World;

/// <summary>Somebody's Outlook, who can write anything that Graph takes.</summary>
internal sealed class Outlook : IDisposable
{
    private const string MarkerId = "String {7b0f5a1e-6d3c-4d0b-9c55-2f7a5e1b8c64} Name HybridCalendar";
    private readonly HttpClient _http;

    private Outlook(HttpClient http) => _http = http;

    public static async Task<Outlook> SignInAsync(Uri sandbox)
    {
        var outlook = new Outlook(new HttpClient { BaseAddress = sandbox });
        await outlook.SignInAgainAsync();
        return outlook;
    }

    /// <summary>A token is good for an hour on the Sandbox's clock.</summary>
    public async Task SignInAgainAsync()
    {
        var token = (await _http.CallAsync(HttpMethod.Post, "sandbox/token")).GetProperty("access_token").GetString();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<Invitation> ScheduleAsync(Draft draft) => PostAsync(draft, draft.ToJson());

    /// <summary>
    /// Makes a new meeting of an old one, as a program does that copies an event, or one that splits a series: with the text as it is
    /// now and with every extended property.
    /// </summary>
    /// <param name="original">The old one.</param>
    /// <param name="copy">The new one.</param>
    /// <param name="isBeside">Whether it is pasted into a calendar beside the default one, of which Graph tells nothing.</param>
    public async Task<Invitation> CopyAsync(Invitation original, Draft copy, bool isBeside = false)
    {
        var made = await ReadForCopyAsync(original, copy);
        return await PostAsync(copy, made, isBeside ? $"calendars/{await AddCalendarAsync(copy.Who, $"For {copy.Subject}")}/events" : "events");
    }

    /// <summary>What Outlook does with a meeting that is dragged into another person's calendar: it is deleted, and made anew there.</summary>
    /// <param name="who">Whose calendar.</param>
    /// <param name="meeting">The meeting.</param>
    /// <param name="deleted">Awaited when it is deleted, before it is made anew.</param>
    public async Task<Invitation> MoveToAsync(WorldPerson who, Invitation meeting, Func<Task> deleted)
    {
        var copy = meeting.Draft with { Who = who };
        var made = await ReadForCopyAsync(meeting, copy);
        await _http.CallAsync(HttpMethod.Delete, PathOf(meeting));
        await deleted();
        return await PostAsync(copy, made);
    }

    private async Task<JsonObject> ReadForCopyAsync(Invitation original, Draft copy)
    {
        var now = await _http.CallAsync(HttpMethod.Get, $"{PathOf(original)}?$expand=singleValueExtendedProperties($filter=id eq '{MarkerId}')");
        var made = JsonSerializer.SerializeToNode(copy.ToJson())!.AsObject();
        made["body"] = JsonNode.Parse(now.GetProperty("body").GetRawText());
        if (now.TryGetProperty("singleValueExtendedProperties", out var properties))
            made["singleValueExtendedProperties"] = JsonNode.Parse(properties.GetRawText());
        return made;
    }

    public Task ForwardAsync(Invitation meeting, string address) =>
        _http.CallAsync(HttpMethod.Post, $"{PathOf(meeting)}/forward", new { toRecipients = new[] { new { emailAddress = new { address, name = address } } } });

    /// <summary>Drags a meeting into a calendar beside the default one.</summary>
    public async Task MoveToAnotherCalendarAsync(Invitation meeting)
    {
        var calendar = await AddCalendarAsync(meeting.Who, $"Beside {meeting.Draft.Subject}");
        await _http.CallAsync(HttpMethod.Post, $"sandbox/mailboxes/{meeting.Who.Address}/events/{Uri.EscapeDataString(meeting.Id)}/move", new { calendar });
    }

    private async Task<string> AddCalendarAsync(WorldPerson who, string name) =>
        (await _http.CallAsync(HttpMethod.Post, $"v1.0/users/{who.Address}/calendars", new { name })).GetProperty("id").GetString()!;

    /// <summary>Rewrites the body as it is now.</summary>
    public async Task EditBodyAsync(Invitation meeting, Func<string, string> edit)
    {
        var before = await ReadBodyAsync(meeting);
        await ChangeAsync(meeting, new { body = new { contentType = "html", content = edit(before) } });
    }

    private async Task<Invitation> PostAsync(Draft draft, object body, string path = "events")
    {
        var made = await _http.CallAsync(HttpMethod.Post, $"v1.0/users/{draft.Who.Address}/{path}", body);
        return new Invitation(draft.Who, made.GetProperty("id").GetString()!, made.GetProperty("iCalUId").GetString()!, draft);
    }

    public Task ChangeAsync(Invitation meeting, object changes) => _http.CallAsync(HttpMethod.Patch, PathOf(meeting), changes);

    public Task CancelAsync(Invitation meeting) => _http.CallAsync(HttpMethod.Post, $"{PathOf(meeting)}/cancel", new { comment = "Not today." });

    /// <summary>A room's owner declines an occurrence in the room's own calendar.</summary>
    public async Task DeclineOccurrenceAsync(WorldRoom room, DateTimeOffset start)
    {
        var window = string.Create(CultureInfo.InvariantCulture, $"startDateTime={start.UtcDateTime:s}&endDateTime={start.AddMinutes(1).UtcDateTime:s}");
        var copy = (await _http.CallAsync(HttpMethod.Get, $"v1.0/users/{room.Address}/calendarView?{window}")).GetProperty("value").EnumerateArray()
            .Single(ev => ev.GetProperty("start").GetProperty("dateTime").GetString()!.StartsWith(start.UtcDateTime.ToString("s", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await _http.CallAsync(
            HttpMethod.Post, $"v1.0/users/{room.Address}/events/{Uri.EscapeDataString(copy.GetProperty("id").GetString()!)}/decline", new { comment = "", sendResponse = true });
    }

    public Task<JsonElement> ReadAsync(Invitation meeting) => _http.CallAsync(HttpMethod.Get, PathOf(meeting));

    /// <summary>The id of a meeting that other programs know it by, which outlives moves between folders.</summary>
    public async Task<string> ReadImmutableIdAsync(Invitation meeting)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, PathOf(meeting));
        request.Headers.Add("Prefer", "IdType=\"ImmutableId\"");
        using var response = await _http.SendAsync(request);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!;
    }

    public async Task<string> ReadBodyAsync(Invitation meeting) => (await ReadAsync(meeting)).GetProperty("body").GetProperty("content").GetString()!;

    /// <summary>A series' occurrences in the next two months, by start.</summary>
    public async Task<IReadOnlyList<Invitation>> ReadOccurrencesAsync(Invitation series)
    {
        var from = series.Draft.Start.AddDays(-1).UtcDateTime.ToString("s", CultureInfo.InvariantCulture);
        var to = series.Draft.Start.AddDays(60).UtcDateTime.ToString("s", CultureInfo.InvariantCulture);
        var found = await _http.CallAsync(HttpMethod.Get, $"{PathOf(series)}/instances?startDateTime={from}&endDateTime={to}");
        return
        [
            .. found.GetProperty("value").EnumerateArray()
                .OrderBy(ev => ev.GetProperty("start").GetProperty("dateTime").GetString(), StringComparer.Ordinal)
                .Select(ev => series with { Id = ev.GetProperty("id").GetString()!, ICalUId = ev.GetProperty("iCalUId").GetString()! }),
        ];
    }

    public void Dispose() => _http.Dispose();

    private static string PathOf(Invitation meeting) => $"v1.0/users/{meeting.Who.Address}/events/{Uri.EscapeDataString(meeting.Id)}";
}
