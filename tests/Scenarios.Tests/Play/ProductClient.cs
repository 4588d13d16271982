using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>An administrator's client, who asks again what a product that is down, starts, or is overloaded does not answer.</summary>
internal sealed class ProductClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private readonly HttpClient _http;

    public ProductClient(Uri gateway, string key)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>What is not there is deleted: the answer to an earlier try may be lost.</summary>
    public Task DeleteAsync(string path) => CallAsync(HttpMethod.Delete, path, body: null, enough: HttpStatusCode.NotFound);

    public Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null) => CallAsync(method, path, body, enough: null);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body, HttpStatusCode? enough)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (answer, problem) = await TryAsync(method, path, body, enough);
            if (answer is { } told)
                return told;
            if (TimeProvider.System.GetElapsedTime(began) > s_patience)
                throw new InvalidOperationException(problem);
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <returns>The answer, or why it may come later.</returns>
    /// <exception cref="InvalidOperationException">The product refuses for good.</exception>
    private async Task<(JsonElement? Answer, string? Problem)> TryAsync(HttpMethod method, string path, object? body, HttpStatusCode? enough)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) };
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode)
                return (text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), null);
            if (answer.StatusCode == enough)
                return (default(JsonElement), null);
            var problem = $"{method} {path}: {(int)answer.StatusCode} {text}";
            return MayPass(answer.StatusCode) ? (null, problem) : throw new InvalidOperationException(problem);
        }
        catch (HttpRequestException between)
        {
            return (null, $"{method} {path}: {between.Message}");
        }
        catch (TaskCanceledException late)
        {
            return (null, $"{method} {path}: {late.Message}");
        }
    }

    private static bool MayPass(HttpStatusCode status) => status
        is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
