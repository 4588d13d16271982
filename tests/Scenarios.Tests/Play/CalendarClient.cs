using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>Everybody's Outlook: an ordinary Graph client, which tries again what the switched-on faults refuse.</summary>
internal sealed class CalendarClient : IDisposable
{
    private const int Tries = 40;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http;

    private CalendarClient(HttpClient http) => _http = http;

    public static async Task<CalendarClient> SignInAsync(Uri sandbox)
    {
        var client = new CalendarClient(new HttpClient { BaseAddress = sandbox });
        await client.SignInAgainAsync();
        return client;
    }

    /// <summary>A token is good for an hour on the Sandbox's clock.</summary>
    public async Task SignInAgainAsync()
    {
        using var answer = await _http.PostAsync("sandbox/token", null);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Sends the invitation on, as its organizer.</summary>
    public Task ForwardAsync(string mailbox, string id, string address) => SendAsync(
        HttpMethod.Post, $"{PathOf(mailbox, id)}/forward", new { toRecipients = new[] { new { emailAddress = new { address, name = address } } } });

    /// <summary>Duplicates a meeting as Outlook does.</summary>
    /// <returns>The copy as Graph would show it.</returns>
    public async Task<JsonElement> DuplicateAsync(string mailbox, string id, bool keepProperties, object changes) =>
        (await SendAsync(HttpMethod.Post, $"sandbox/mailboxes/{mailbox}/events/{Uri.EscapeDataString(id)}/copy", new { keepProperties, changes })).GetProperty("value")[0];

    /// <summary>Drags a meeting into a new calendar beside the default one.</summary>
    public async Task MoveToNewCalendarAsync(string mailbox, string id, string name)
    {
        var calendar = (await SendAsync(HttpMethod.Post, $"v1.0/users/{mailbox}/calendars", new { name })).GetProperty("id").GetString();
        await SendAsync(HttpMethod.Post, $"sandbox/mailboxes/{mailbox}/events/{Uri.EscapeDataString(id)}/move", new { calendar });
    }

    /// <returns>The event as Graph made it.</returns>
    public async Task<JsonElement> CreateAsync(string mailbox, Dictionary<string, object?> content)
    {
        content["transactionId"] = Guid.NewGuid().ToString();
        return await SendAsync(HttpMethod.Post, $"v1.0/users/{mailbox}/events", content);
    }

    public Task ChangeAsync(string mailbox, string id, object changes) => SendAsync(HttpMethod.Patch, PathOf(mailbox, id), changes);

    public Task CancelAsync(string mailbox, string id) => GoneIsFineAsync(SendAsync(HttpMethod.Post, $"{PathOf(mailbox, id)}/cancel", new { comment = "" }));

    public Task DeleteAsync(string mailbox, string id) => GoneIsFineAsync(SendAsync(HttpMethod.Delete, PathOf(mailbox, id)));

    public Task DeclineAsync(string mailbox, string id) =>
        GoneIsFineAsync(SendAsync(HttpMethod.Post, $"{PathOf(mailbox, id)}/decline", new { comment = "", sendResponse = true }));

    public async Task<string> ReadBodyAsync(string mailbox, string id) =>
        (await SendAsync(HttpMethod.Get, $"{PathOf(mailbox, id)}?$select=body")).GetProperty("body").GetProperty("content").GetString()!;

    public Task ReplaceBodyAsync(string mailbox, string id, string html) => ChangeAsync(mailbox, id, new { body = new { contentType = "html", content = html } });

    /// <summary>The occurrences of a series in the next ten weeks, by the day that the pattern gives them.</summary>
    public async Task<IReadOnlyList<SeriesOccurrence>> ReadOccurrencesAsync(string mailbox, string id, DateTimeOffset now)
    {
        var window = string.Create(CultureInfo.InvariantCulture, $"startDateTime={now.UtcDateTime:s}&endDateTime={now.UtcDateTime.AddDays(70):s}");
        var found = await SendAsync(HttpMethod.Get, $"{PathOf(mailbox, id)}/instances?{window}&$top=100");
        return [.. found.GetProperty("value").EnumerateArray().Select(SeriesOccurrence.Read).OrderBy(occurrence => occurrence.Slot)];
    }

    public void Dispose() => _http.Dispose();

    private static string PathOf(string mailbox, string id) => $"v1.0/users/{mailbox}/events/{Uri.EscapeDataString(id)}";

    private static async Task GoneIsFineAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (RefusedByGraphException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            // The try before this one got through although its answer was lost.
        }
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
            request.Headers.Add("Prefer", "outlook.timezone=\"UTC\"");
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode)
                return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
            var mayPass = answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed || (int)answer.StatusCode >= 500;
            if (!mayPass || attempt == Tries)
                throw new RefusedByGraphException(answer.StatusCode, $"{method}: {(int)answer.StatusCode} {text}");
            await Task.Delay(s_pause);
        }
    }
}
