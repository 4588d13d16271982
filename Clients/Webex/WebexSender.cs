using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HybridCalendar.Clients.Http;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Clients.Webex;

/// <summary>Sends calls to Webex with a token, a deadline and a bounded number of tries.</summary>
internal sealed class WebexSender(
    HttpClient http, WebexTokens tokens, IOptions<WebexOptions> options, CallMeter meter, Random random, TimeProvider time)
{
    private const int Locked = 423;
    private readonly WebexOptions _options = options.Value;
    private readonly RetryDelay _delay = new(time, random);

    /// <summary>Sends a request until it succeeds, is refused for good, or time is up, and reads its answer.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="read">Gets the root of the answer, of kind Undefined when it is empty, and the link of the next page.</param>
    /// <param name="cancel">Ends the call early.</param>
    public async Task<T> SendAsync<T>(WebexRequest request, Func<JsonElement, string?, T> read, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        using var deadline = new CancellationTokenSource(_options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        string? refused = null;
        for (var attempt = 1; ; attempt++)
        {
            WebexException failure;
            try
            {
                var token = await tokens.GetAsync(refused, either.Token);
                try
                {
                    return await TryAsync(request, token, read, either.Token);
                }
                catch (WebexException e) when (e.Error == WebexError.Unauthorized && tokens.CanRenew && refused is null)
                {
                    refused = token;
                    continue;
                }
            }
            catch (WebexException e) when (e.IsTransient)
            {
                failure = e;
            }
            catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
            {
                throw new WebexException(WebexError.Transient, $"{request.Operation}: no answer within {_options.CallTimeout}.", e);
            }
            var wait = _delay.Before(attempt, failure.RetryAfter);
            if (!MayRepeat(request, failure, attempt) || wait > _options.LongestWait || time.GetElapsedTime(started) + wait >= _options.CallTimeout)
                throw failure;
            await Task.Delay(wait, time, cancel);
        }
    }

    private bool MayRepeat(WebexRequest request, WebexException failure, int attempt) =>
        attempt < (request.Attempts ?? _options.Attempts) && (request.IsRepeatable || failure.Status is Locked or 429);

    private async Task<T> TryAsync<T>(WebexRequest request, string token, Func<JsonElement, string?, T> read, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(_options.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        using var message = Prepare(request, token);
        var started = time.GetTimestamp();
        var result = "canceled";
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            result = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            if (!response.IsSuccessStatusCode)
                throw Failure(request.Operation, response);
            return await ReadAsync(request.Operation, response, read, either.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            result = "timeout";
            throw new WebexException(WebexError.Transient, $"{request.Operation}: no answer within the time of one try.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            result = "network";
            throw new WebexException(WebexError.Transient, $"{request.Operation}: the connection failed.", e);
        }
        finally
        {
            meter.Record("webex", request.Operation, result, time.GetElapsedTime(started));
        }
    }

    private HttpRequestMessage Prepare(WebexRequest request, string token)
    {
        var target = new Uri(http.BaseAddress!, request.Path);
        if (Uri.Compare(target, http.BaseAddress, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
            throw new WebexException(WebexError.Invalid, $"{request.Operation}: a link to another host than the configured Webex was refused.");
        return new HttpRequestMessage(request.Method, target)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = request.Body is null ? null : new StringContent(request.Body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
    }

    private static async Task<T> ReadAsync<T>(string operation, HttpResponseMessage response, Func<JsonElement, string?, T> read, CancellationToken cancel)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancel);
        if (body.Length == 0)
            return read(default, null);
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement, NextLink(response));
        }
        catch (JsonException e)
        {
            throw new WebexException(WebexError.Invalid, $"{operation}: the answer is not JSON.", e) { Status = (int)response.StatusCode };
        }
    }

    private WebexException Failure(string operation, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var trackingId = response.Headers.TryGetValues("trackingid", out var values) ? Clean(values.FirstOrDefault()) : null;
        return new WebexException(Classify(status), $"{operation}: Webex answered {status} (tracking id {trackingId ?? "unknown"}).")
        {
            Status = status,
            TrackingId = trackingId,
            RetryAfter = _delay.Asked(response.Headers.RetryAfter),
        };
    }

    /// <summary>A tracking id is one word; what a proxy puts there instead may hold anybody's data and must not reach a log.</summary>
    private static string? Clean(string? word) =>
        word is { Length: > 0 and <= 100 } && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? word : null;

    private static WebexError Classify(int status) => status switch
    {
        401 => WebexError.Unauthorized,
        403 => WebexError.AccessDenied,
        404 or 410 => WebexError.NotFound,
        408 or Locked or >= 500 => WebexError.Transient,
        429 => WebexError.Throttled,
        _ => WebexError.Invalid,
    };

    /// <summary>The page after this one, from an RFC 8288 <c>Link</c> header.</summary>
    private static string? NextLink(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var values))
            return null;
        foreach (var link in values.SelectMany(value => value.Split(", <")))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (end > 0 && link[end..].Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase))
                return link[..end].TrimStart('<');
        }
        return null;
    }
}
