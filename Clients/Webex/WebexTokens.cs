using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Clients.Webex;

/// <summary>The access token: the configured one, or one that the refresh token gets and that is kept while it is good.</summary>
internal sealed class WebexTokens(HttpClient http, IOptions<WebexOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);
    private readonly WebexOptions _options = options.Value;
    private readonly SemaphoreSlim _turn = new(1);
    private volatile CachedToken? _cached;
    private volatile string? _rolledRefreshToken;

    /// <summary>True when a refused token can be replaced.</summary>
    public bool CanRenew => _options.RefreshToken is not null;

    /// <param name="refused">A token that Webex refused, or null.</param>
    /// <param name="cancel">Ends the call early.</param>
    public async ValueTask<string> GetAsync(string? refused, CancellationToken cancel)
    {
        if (!CanRenew)
            return _options.AccessToken!;
        if (Good(refused) is { } token)
            return token;
        await _turn.WaitAsync(cancel);
        try
        {
            return Good(refused) ?? (_cached = await FetchAsync(cancel)).Token;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private string? Good(string? refused) =>
        _cached is { } cached && time.GetUtcNow() < cached.RenewAt && cached.Token != refused ? cached.Token : null;

    private async Task<CachedToken> FetchAsync(CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(s_deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var content = new FormUrlEncodedContent(
        [
            new("grant_type", "refresh_token"),
            new("client_id", _options.ClientId!),
            new("client_secret", _options.ClientSecret!),
            new("refresh_token", _rolledRefreshToken ?? _options.RefreshToken!),
        ]);
        try
        {
            using var response = await http.PostAsync("access_token", content, either.Token);
            var status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode)
                throw new WebexException(status is >= 500 or 429 ? WebexError.Transient : WebexError.Unauthorized, $"access_token: Webex answered {status}.") { Status = status };
            return Read(await response.Content.ReadFromJsonAsync<JsonElement>(either.Token));
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new WebexException(WebexError.Transient, $"access_token: no answer within {s_deadline}.", e);
        }
        catch (HttpRequestException e)
        {
            throw new WebexException(WebexError.Transient, "access_token: the connection failed.", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new WebexException(WebexError.Invalid, "access_token: the answer is not a token response.", e);
        }
    }

    private CachedToken Read(JsonElement json)
    {
        var token = json.GetProperty("access_token").GetString();
        if (string.IsNullOrEmpty(token))
            throw new WebexException(WebexError.Invalid, "access_token: the token is empty.");
        if (json.TryGetProperty("refresh_token", out var refresh) && refresh.GetString() is { Length: > 0 } rolled)
            _rolledRefreshToken = rolled;
        // A token lives two weeks; taking a new one after nine tenths leaves a day for a failing token endpoint.
        return new CachedToken(token, time.GetUtcNow() + (TimeSpan.FromSeconds(json.GetProperty("expires_in").GetDouble()) * 0.9));
    }

    private sealed record CachedToken(string Token, DateTimeOffset RenewAt);
}
