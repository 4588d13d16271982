using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Sandbox.Demo;

/// <summary>Somebody's Outlook: an ordinary Graph client.</summary>
public sealed class DemoCalendar : IDisposable
{
    private readonly HttpClient _http;

    private DemoCalendar(HttpClient http) => _http = http;

    public static async Task<DemoCalendar> SignInAsync(Uri sandbox, CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = sandbox };
        using var answer = await http.PostAsync("sandbox/token", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new DemoCalendar(http);
    }

    /// <summary>Schedules a meeting and invites rooms.</summary>
    /// <returns>Graph's id of the event.</returns>
    public Task<string> ScheduleAsync(
        WorldPerson who, string subject, string location, string html, DateTimeOffset start, TimeSpan length, IEnumerable<WorldRoom> rooms,
        CancellationToken cancellationToken) =>
        ScheduleAsync(who, subject, location, html, start, length, weeks: 1, rooms, cancellationToken);

    /// <summary>Schedules a meeting that repeats for so many weeks, and invites rooms.</summary>
    /// <returns>Graph's id of the event, or of the series.</returns>
    public async Task<string> ScheduleAsync(
        WorldPerson who, string subject, string location, string html, DateTimeOffset start, TimeSpan length, int weeks, IEnumerable<WorldRoom> rooms,
        CancellationToken cancellationToken)
    {
        var made = await SendAsync(HttpMethod.Post, $"v1.0/users/{who.Address}/events", new
        {
            subject,
            body = new { contentType = "html", content = html },
            start = Time(start),
            end = Time(start + length),
            location = new { displayName = location },
            attendees = rooms.Select(room => new { emailAddress = new { address = room.Address, name = room.Name }, type = "resource" }),
            recurrence = weeks == 1 ? null : Weekly(start, new { type = "numbered", startDate = Date(start), numberOfOccurrences = weeks, recurrenceTimeZone = "UTC" }),
        }, cancellationToken);
        return made.GetProperty("id").GetString()!;
    }

    public Task MoveAsync(WorldPerson who, string id, DateTimeOffset start, TimeSpan length, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, Path(who, id), new { start = Time(start), end = Time(start + length) }, cancellationToken);

    /// <summary>The ids of a series' occurrences, by start.</summary>
    public async Task<IReadOnlyList<string>> ReadOccurrencesAsync(WorldPerson who, string id, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var window = string.Create(CultureInfo.InvariantCulture, $"startDateTime={from.UtcDateTime:s}&endDateTime={from.UtcDateTime.AddDays(70):s}");
        var found = await SendAsync(HttpMethod.Get, $"{Path(who, id)}/instances?{window}", null, cancellationToken);
        return
        [
            .. found.GetProperty("value").EnumerateArray()
                .OrderBy(ev => ev.GetProperty("start").GetProperty("dateTime").GetString(), StringComparer.Ordinal)
                .Select(ev => ev.GetProperty("id").GetString()!),
        ];
    }

    /// <summary>A weekly series that began at <paramref name="start"/> ends before <paramref name="end"/>.</summary>
    public Task CutAsync(WorldPerson who, string id, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, Path(who, id), new
        {
            recurrence = Weekly(start, new { type = "endDate", startDate = Date(start), endDate = Date(end.AddDays(-1)), recurrenceTimeZone = "UTC" }),
        }, cancellationToken);

    public Task ChangeLocationAsync(WorldPerson who, string id, string location, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, Path(who, id), new { location = new { displayName = location } }, cancellationToken);

    public Task CancelAsync(WorldPerson who, string id, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"{Path(who, id)}/cancel", new { comment = "Not today." }, cancellationToken);

    public async Task<string> ReadBodyAsync(WorldPerson who, string id, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, $"{Path(who, id)}?$select=body", null, cancellationToken)).GetProperty("body").GetProperty("content").GetString()!;

    public void Dispose() => _http.Dispose();

    private static string Path(WorldPerson who, string id) => $"v1.0/users/{who.Address}/events/{Uri.EscapeDataString(id)}";

    private static object Weekly(DateTimeOffset start, object range) =>
        new { pattern = new { type = "weekly", interval = 1, daysOfWeek = new[] { start.UtcDateTime.DayOfWeek.ToString().ToLowerInvariant() } }, range };

    private static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static object Time(DateTimeOffset time) =>
        new { dateTime = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), timeZone = "UTC" };

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} of an event: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
