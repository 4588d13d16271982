using System.Globalization;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Clients.Office365.Tokens;

/// <summary>
/// The OAuth 2.0 client credentials grant for an authority on this machine, with the secret or an assertion that the
/// certificate signs. Azure.Identity insists on https, which a local server does not have.
/// </summary>
internal sealed class ClientCredentialsTokenSource(
    Office365Options options, X509Certificate2? certificate, HttpClient http, TimeProvider time) : ITokenSource, IDisposable
{
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Uri _endpoint = new(options.AuthorityHost, $"{Uri.EscapeDataString(options.TenantId)}/oauth2/v2.0/token");
    private volatile CachedToken? _cached;

    public async ValueTask<string> GetAsync(TokenRenewal? renewal, CancellationToken cancel)
    {
        var seen = _cached;
        if (renewal is null && IsGood(seen))
            return seen!.Token;
        await _turn.WaitAsync(cancel);
        try
        {
            // Whoever waited here takes what the one before him fetched.
            if (!IsGood(_cached) || ReferenceEquals(_cached, seen))
                _cached = await FetchAsync(cancel);
            return _cached!.Token;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool IsGood(CachedToken? token) => token is not null && time.GetUtcNow() < token.RenewAt;

    private async Task<CachedToken> FetchAsync(CancellationToken cancel)
    {
        using var content = new FormUrlEncodedContent(Form());
        HttpResponseMessage response;
        try
        {
            response = await http.PostAsync(_endpoint, content, cancel);
        }
        catch (HttpRequestException e)
        {
            throw new GraphException(GraphError.Transient, "The token endpoint cannot be reached.", e);
        }
        using (response)
        {
            if (!response.IsSuccessStatusCode)
            {
                var status = (int)response.StatusCode;
                var code = await ReadErrorCodeAsync(response, cancel);
                // No Status: a 401 from Graph itself is answered with another token, this one is not.
                throw new GraphException(
                    status is >= 500 or 429 ? GraphError.Transient : GraphError.Unauthorized,
                    $"The token endpoint answered {status} (AADSTS{code?.ToString(CultureInfo.InvariantCulture) ?? " code unknown"}).");
            }
            return await ReadAsync(response, cancel);
        }
    }

    private static async Task<int?> ReadErrorCodeAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            var json = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
            return json.GetProperty("error_codes")[0].GetInt32();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            // An error page of something in between has no code.
            return null;
        }
    }

    private async Task<CachedToken> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            var json = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
            if (json.GetProperty("access_token").GetString() is not { Length: > 0 } token)
                throw new GraphException(GraphError.Invalid, "The token endpoint gave an empty token.");
            var life = TimeSpan.FromSeconds(json.GetProperty("expires_in").GetDouble());
            return new CachedToken(token, time.GetUtcNow() + (life > s_renewBefore * 2 ? life - s_renewBefore : life / 2));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new GraphException(GraphError.Invalid, "The token endpoint's answer is not a token response.", e);
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Form()
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", options.ClientId);
        yield return new("scope", options.EffectiveScope);
        if (certificate is null)
        {
            yield return new("client_secret", options.ClientSecret ?? "");
            yield break;
        }
        yield return new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        yield return new("client_assertion", Assertion(certificate));
    }

    private string Assertion(X509Certificate2 signer)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.ClientId,
            Audience = _endpoint.AbsoluteUri,
            Subject = new ClaimsIdentity([new Claim("sub", options.ClientId), new Claim("jti", Guid.NewGuid().ToString())]),
            NotBefore = now,
            IssuedAt = now,
            Expires = now.AddMinutes(5),
            SigningCredentials = new X509SigningCredentials(signer, SecurityAlgorithms.RsaSha256),
        });
    }

    private sealed record CachedToken(string Token, DateTimeOffset RenewAt);
}
