using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.World;

/// <summary>Somebody's Outlook, who can write anything that Graph takes.</summary>
internal sealed class Outlook : IDisposable
{
    private readonly HttpClient _http;

    private Outlook(HttpClient http) => _http = http;

    public static async Task<Outlook> SignInAsync(Uri sandbox)
    {
        var http = new HttpClient { BaseAddress = sandbox };
        var token = (await http.CallAsync(HttpMethod.Post, "sandbox/token")).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Outlook(http);
    }

    public async Task<Invitation> ScheduleAsync(Draft draft)
    {
        var made = await _http.CallAsync(HttpMethod.Post, $"v1.0/users/{draft.Who.Address}/events", draft.ToJson());
        return new Invitation(draft.Who, made.GetProperty("id").GetString()!, made.GetProperty("iCalUId").GetString()!, draft);
    }

    public Task ChangeAsync(Invitation meeting, object changes) => _http.CallAsync(HttpMethod.Patch, PathOf(meeting), changes);

    public Task CancelAsync(Invitation meeting) => _http.CallAsync(HttpMethod.Post, $"{PathOf(meeting)}/cancel", new { comment = "Not today." });

    public Task<JsonElement> ReadAsync(Invitation meeting) => _http.CallAsync(HttpMethod.Get, PathOf(meeting));

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
                .Select(ev => series with { Id = ev.GetProperty("id").GetString()! }),
        ];
    }

    public void Dispose() => _http.Dispose();

    private static string PathOf(Invitation meeting) => $"v1.0/users/{meeting.Who.Address}/events/{Uri.EscapeDataString(meeting.Id)}";
}
