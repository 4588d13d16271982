using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Bench.Change;

/// <summary>The people of the organization at their calendars: an ordinary Graph client with an app of its own.</summary>
internal sealed class Calendar(HttpClient http)
{
    public async Task SignInAsync()
    {
        using var answer = await http.PostAsync("sandbox/token", null);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Makes the meeting.</summary>
    /// <returns>The meeting with Graph's ids.</returns>
    public async Task<BenchMeeting> CreateAsync(BenchMeeting meeting)
    {
        var made = meeting with { EventId = await CreateAsync(meeting.Organizer, meeting.ToEvent()) };
        return made.IsSeries ? made with { Occurrences = [.. await ReadOccurrencesAsync(made)] } : made;
    }

    /// <summary>Makes an event.</summary>
    /// <returns>Graph's id of it.</returns>
    public async Task<string> CreateAsync(int organizer, object content)
    {
        using var answer = await http.PostAsJsonAsync($"v1.0/users/{BenchWorld.PersonMail(organizer)}/events", content);
        await RequireAsync(answer);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public async Task ChangeAsync(int organizer, string id, object changes)
    {
        using var answer = await http.PatchAsJsonAsync(UrlOf(organizer, id), changes);
        await RequireAsync(answer);
    }

    public async Task<string> ReadBodyAsync(int organizer, string id)
    {
        var found = await http.GetFromJsonAsync<JsonElement>($"{UrlOf(organizer, id)}?$select=body");
        return found.GetProperty("body").GetProperty("content").GetString()!;
    }

    public async Task<BenchMeeting> ChangeAsync(BenchChange change)
    {
        var after = change.After;
        if (change.Kind is ChangeKind.NewWithKeyword or ChangeKind.NewWithLink)
            return await CreateAsync(after);
        var isOne = change.Kind is ChangeKind.MoveOccurrence or ChangeKind.RenameOccurrence or ChangeKind.CancelOccurrence;
        var url = UrlOf(after, isOne ? after.Occurrences[change.Week].Id : after.EventId);
        using var answer = change.Kind switch
        {
            ChangeKind.Cancel or ChangeKind.CancelOccurrence => await http.PostAsJsonAsync($"{url}/cancel", new { comment = "" }),
            ChangeKind.Move => await http.PatchAsJsonAsync(url, after.ToTimes()),
            ChangeKind.MoveOccurrence => await http.PatchAsJsonAsync(url, after.ToTimes(change.Week)),
            ChangeKind.RenameOccurrence => await http.PatchAsJsonAsync(url, new { subject = after.TitleOf(change.Week) }),
            _ => await http.PatchAsJsonAsync(url, new { subject = after.Title }),
        };
        await RequireAsync(answer);
        return after;
    }

    private async Task<IEnumerable<BenchOccurrence>> ReadOccurrencesAsync(BenchMeeting series)
    {
        var window = $"startDateTime={series.Start.UtcDateTime:s}&endDateTime={series.Start.UtcDateTime.AddDays(7 * BenchMeeting.Weeks):s}";
        var found = await http.GetFromJsonAsync<JsonElement>($"{UrlOf(series, series.EventId)}/instances?{window}");
        return found.GetProperty("value").EnumerateArray()
            .OrderBy(ev => ev.GetProperty("start").GetProperty("dateTime").GetString(), StringComparer.Ordinal)
            .Select(ev => new BenchOccurrence(ev.GetProperty("id").GetString()!));
    }

    private static string UrlOf(BenchMeeting meeting, string id) => UrlOf(meeting.Organizer, id);

    private static string UrlOf(int organizer, string id) => $"v1.0/users/{BenchWorld.PersonMail(organizer)}/events/{Uri.EscapeDataString(id)}";

    private static async Task RequireAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The calendar write was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
