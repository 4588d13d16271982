using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HybridCalendar.Clients.Keys;

/// <summary>
/// Requests to connectors and their answers as compact JWE (A256KW, A256CBC-HS512). The header, which the encryption protects, says which
/// request it belongs to and which way it goes: neither can be passed off as another.
/// </summary>
public static class LinkCipher
{
    private const string RequestClaim = "rid";
    private const string WayClaim = "way";
    private static readonly JsonWebTokenHandler s_handler = new();

    /// <param name="key">The key.</param>
    /// <param name="requestId">The request that this is, or that it answers.</param>
    /// <param name="way">Which of both it is.</param>
    /// <param name="json">The content.</param>
    public static string Seal(LinkKey key, string requestId, LinkWay way, string json)
    {
        var credentials = new EncryptingCredentials(ToSecurityKey(key), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512);
        var header = new Dictionary<string, object>(StringComparer.Ordinal) { [RequestClaim] = requestId, [WayClaim] = way.ToString() };
        return s_handler.EncryptToken(json, credentials, header);
    }

    /// <summary>The id of the key that a JWE asks for; null when it is none.</summary>
    public static string? KeyIdOf(string jwe) => Read(jwe)?.Kid;

    /// <summary>Opens a JWE.</summary>
    /// <param name="key">The key that <see cref="KeyIdOf"/> names.</param>
    /// <param name="requestId">The request that it must belong to.</param>
    /// <param name="way">Which way it must go.</param>
    /// <param name="jwe">Compact JWE.</param>
    /// <exception cref="LinkCipherException">It does not open; the message names no content.</exception>
    public static string Open(LinkKey key, string requestId, LinkWay way, string jwe)
    {
        var token = Read(jwe) ?? throw new LinkCipherException("It is no JWE.");
        if (token.Enc != SecurityAlgorithms.Aes256CbcHmacSha512 || token.Alg != SecurityAlgorithms.Aes256KW)
            throw new LinkCipherException("It is encrypted in another way than A256KW with A256CBC-HS512.");
        if (!token.TryGetHeaderValue<string>(RequestClaim, out var request) || request != requestId)
            throw new LinkCipherException("It belongs to another request.");
        if (!token.TryGetHeaderValue<string>(WayClaim, out var goes) || goes != way.ToString())
            throw new LinkCipherException("It goes the other way.");
        try
        {
            return s_handler.DecryptToken(token, new TokenValidationParameters { TokenDecryptionKey = ToSecurityKey(key) });
        }
        catch (Exception wrong) when (wrong is SecurityTokenException or ArgumentException)
        {
            throw new LinkCipherException($"The key {key.Id} does not open it.");
        }
    }

    private static JsonWebToken? Read(string jwe)
    {
        try
        {
            return new JsonWebToken(jwe) is { IsEncrypted: true } token ? token : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private static SymmetricSecurityKey ToSecurityKey(LinkKey key) => new(key.Bytes)
    {
        KeyId = key.Id,
        // What the library caches is found by the key's id alone, also after the key is gone.
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
    };
}
