using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using HybridCalendar.Sandbox.Tms;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>TMS in its administrator's browser.</summary>
internal sealed class TmsPages : IDisposable
{
    private const string ListConferences = "/tms/booking/listconferences";
    private readonly HttpClient _http;

    public TmsPages(TmsServer tms)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(tms.World.AuthorityPem);
        _http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } }) { BaseAddress = tms.Url };
    }

    /// <summary>The rows of a title, by start; what was deleted is left out.</summary>
    public async Task<IReadOnlyList<ListedConference>> ListAsync(string title)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await _http.GetStringAsync(ListConferences, TestContext.Current.CancellationToken));
        // The page has none when nothing is booked.
        if (page.QuerySelector("table") is not IHtmlTableElement table)
            return [];
        var names = table.Head!.Rows[0].Cells.Select(cell => cell.TextContent.Trim()).ToList();
        return
        [
            .. from row in table.Bodies.SelectMany(body => body.Rows)
               let cells = names.Zip(row.Cells, (name, cell) => (name, text: cell.TextContent.Trim())).ToDictionary(cell => cell.name, cell => cell.text)
               where cells["Title"] == title && cells["Status"] != "Deleted"
               let shown = new ListedConference(
                   int.Parse(cells["Id"], CultureInfo.InvariantCulture), title, Time(cells["Start"]), Time(cells["End"]), cells["Status"], cells["Participants"], cells["External Service"])
               orderby shown.Start
               select shown,
        ];
    }

    /// <summary>Gives a conference another title.</summary>
    /// <returns>What the page says when TMS refuses; null when it did it.</returns>
    public async Task<string?> RenameAsync(ListedConference conference, string title)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("title", title)]);
        using var answer = await _http.PostAsync($"{ListConferences}/{conference.Id}", form, TestContext.Current.CancellationToken);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.StatusCode == HttpStatusCode.OK ? null : page.QuerySelector("[role=alert]")!.TextContent;
    }

    /// <summary>Whether a conference was an instance of a series, and is a conference of its own now.</summary>
    public async Task<bool> IsDetachedAsync(ListedConference conference) =>
        (await _http.GetFromJsonAsync<JsonElement>("/sandbox/conferences", TestContext.Current.CancellationToken)).EnumerateArray()
            .Single(row => row.GetProperty("id").GetInt32() == conference.Id).GetProperty("detachedFromKey").GetString() is { Length: > 0 };

    /// <summary>Changes settings, such as the ports of its bridge.</summary>
    public async Task SetAsync(object settings)
    {
        using var answer = await _http.PutAsJsonAsync("/sandbox/tms/settings", settings, TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Systems &gt; Navigator &gt; Edit Settings &gt; Email Address.</summary>
    public async Task SetEmailAddressAsync(int system, string name, string email)
    {
        var known = (await _http.GetFromJsonAsync<JsonElement>("/sandbox/tms/systems", TestContext.Current.CancellationToken)).EnumerateArray()
            .Single(one => one.GetProperty("id").GetInt32() == system);
        var settings = known.EnumerateObject().ToDictionary(one => one.Name, one => (object)one.Value);
        (settings["name"], settings["email"]) = (name, email);
        using var answer = await _http.PutAsJsonAsync($"/sandbox/tms/systems/{system}", settings, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "u", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
