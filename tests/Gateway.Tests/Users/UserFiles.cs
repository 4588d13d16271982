using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Users;

/// <summary>Sets users up through the API, one by one and by file.</summary>
internal sealed class UserFiles(GatewayHost gateway)
{
    public async Task PutAsync(string mail, object settings) => (await gateway.Admin.PutAsJsonAsync($"/api/users/{mail}", settings)).EnsureSuccessStatusCode();

    /// <summary>Checks a file, to the end.</summary>
    public async Task<JsonElement> CheckAsync(IEnumerable<byte> file)
    {
        var content = new ByteArrayContent([.. file]);
        content.Headers.ContentType = new("text/csv");
        var answer = await gateway.Admin.PostAsync("/api/users/imports", content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return await EndOfAsync((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!, "checked");
    }

    public async Task ApplyAsync(string id) => (await gateway.Admin.PostAsync($"/api/users/imports/{id}/apply", null)).EnsureSuccessStatusCode();

    /// <summary>Waits until an import is in a state.</summary>
    public async Task<JsonElement> EndOfAsync(string id, string state)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var import = await gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/users/imports/{id}", deadline.Token);
            if (import.GetProperty("state").GetString() == state)
                return import;
            import.GetProperty("state").GetString().ShouldNotBe("interrupted");
            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }
}
