using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Clients.Http;
using HybridCalendar.Clients.Json;
using HybridCalendar.Clients.Office365.Tokens;

namespace HybridCalendar.Clients.Office365;

/// <summary>Turns Graph's error answers into exceptions. Decides by status and code, never by message text, which changes.</summary>
internal static partial class GraphFailure
{
    private const int LongestBody = 64 * 1024;

    /// <summary>Codes of a mailbox that is not there, under a status (404, 403, 400) that elsewhere means something else.</summary>
    private static readonly HashSet<string> s_noMailbox = new(StringComparer.OrdinalIgnoreCase)
    {
        "MailboxNotEnabledForRESTAPI", "ErrorMailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI", "ErrorNonExistentMailbox",
        "ErrorInvalidUser", "ResourceNotFound", "Request_ResourceNotFound",
    };

    public static async Task<GraphException> ReadAsync(string operation, HttpResponseMessage response, RetryDelay delay, CancellationToken cancel)
    {
        var (code, bodyRequestId) = ReadError(await ReadBodyAsync(response, cancel));
        var requestId = Header(response, "request-id") ?? bodyRequestId;
        var status = (int)response.StatusCode;
        return new GraphException(Classify(response.StatusCode, code), $"{operation}: Graph answered {status} {code ?? "without a code"} (request-id {requestId ?? "unknown"}).")
        {
            RetryAfter = delay.Asked(response.Headers.RetryAfter),
            Code = code,
            Status = status,
            RequestId = requestId,
            Renewal = response.StatusCode == HttpStatusCode.Unauthorized ? ReadRenewal(response) : null,
        };
    }

    public static string StatusText(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    internal static GraphError Classify(HttpStatusCode status, string? code)
    {
        if (code is not null && s_noMailbox.Contains(code))
            return GraphError.MailboxNotEnabled;
        return (int)status switch
        {
            401 => GraphError.Unauthorized,
            403 => GraphError.AccessDenied,
            404 => GraphError.NotFound,
            408 or >= 500 => GraphError.Transient,
            409 or 412 => GraphError.Conflict,
            410 => GraphError.Gone,
            429 => GraphError.Throttled,
            _ => GraphError.Invalid,
        };
    }

    private static async Task<byte[]> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var buffer = new byte[LongestBody];
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return buffer[..length];
    }

    private static (string? Code, string? RequestId) ReadError(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = new LenientObject(document.RootElement, "", []).Object("error");
            var inner = error.Object("innerError");
            if (!inner.IsPresent)
                inner = error.Object("innererror");
            return (Clean(error.String("code")), Clean(inner.String("request-id")));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    /// <summary>A code is one word; whatever else stands there may hold anybody's data and must not reach a log.</summary>
    private static string? Clean(string? word) => word is not null && Word().IsMatch(word) ? word : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Clean(values.FirstOrDefault()) : null;

    private static TokenRenewal ReadRenewal(HttpResponseMessage response)
    {
        var claims = response.Headers.WwwAuthenticate
            .Select(challenge => Claims().Match(challenge.Parameter ?? ""))
            .FirstOrDefault(match => match.Success)?.Groups["claims"].Value;
        if (claims is null)
            return new TokenRenewal(null);
        var bytes = new byte[claims.Length];
        var padded = claims.Replace('-', '+').Replace('_', '/').PadRight((claims.Length + 3) / 4 * 4, '=');
        return new TokenRenewal(Convert.TryFromBase64String(padded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null);
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,100}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("claims=\"(?<claims>[A-Za-z0-9+/=_-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Claims();
}
