#if ORLEANS
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.EndToEnd.Tests.Clusters;

/// <summary>A stream of the panel, over a connection of its own, that nobody opens again when it breaks.</summary>
internal sealed class PanelStream : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private volatile string _list = "";

    private PanelStream(HttpClient http, HttpResponseMessage answer)
    {
        _http = http;
        Ended = ReadAsync(answer);
    }

    /// <summary>Completes when it breaks.</summary>
    public Task Ended { get; }

    /// <summary>The list that came last, as JSON.</summary>
    public string List => _list;

    public static async Task<PanelStream> OpenAsync(Uri gateways, string token)
    {
        var http = new HttpClient { BaseAddress = gateways };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await http.GetAsync($"/devices/{Playground.PanelId}/bookings", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new PanelStream(http, answer.EnsureSuccessStatusCode());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Ended;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            try
            {
                await using var stream = await answer.Content.ReadAsStreamAsync(_stop.Token);
                await foreach (var item in SseParser.Create(stream).EnumerateAsync(_stop.Token))
                {
                    if (item.EventType == "bookings")
                        _list = item.Data;
                }
            }
            catch (Exception broken) when (broken is IOException or OperationCanceledException)
            {
                // With its gateway, or by the test.
            }
        }
    }
}
#endif
