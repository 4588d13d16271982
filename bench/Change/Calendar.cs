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
    /// <returns>The meeting with Graph's id.</returns>
    public async Task<BenchMeeting> CreateAsync(BenchMeeting meeting)
    {
        using var answer = await http.PostAsJsonAsync($"v1.0/users/{BenchWorld.PersonMail(meeting.Organizer)}/events", meeting.ToEvent());
        await RequireAsync(answer);
        return meeting with { EventId = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()! };
    }

    public async Task<BenchMeeting> ChangeAsync(ChangeKind kind, BenchMeeting after)
    {
        if (kind is ChangeKind.NewWithKeyword or ChangeKind.NewWithLink)
            return await CreateAsync(after);
        var url = $"v1.0/users/{BenchWorld.PersonMail(after.Organizer)}/events/{Uri.EscapeDataString(after.EventId)}";
        using var answer = kind switch
        {
            ChangeKind.Cancel => await http.PostAsJsonAsync($"{url}/cancel", new { comment = "" }),
            ChangeKind.Move => await http.PatchAsJsonAsync(url, after.ToTimes()),
            _ => await http.PatchAsJsonAsync(url, new { subject = after.Title }),
        };
        await RequireAsync(answer);
        return after;
    }

    private static async Task RequireAsync(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The calendar write was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
