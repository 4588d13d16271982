using System.Net.Http.Headers;
using System.Text.Json;
using HybridCalendar.Clients.Http;
using HybridCalendar.Clients.Office365.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;

namespace HybridCalendar.Clients.Office365;

/// <summary>
/// Sends what the SDK's request builders make, with a policy of our own: the SDK's retries multiply under a mailbox's limit of
/// four requests, misread a Retry-After date and wait minutes inside the call. A place in the mailbox's line is held only while
/// a request is under way, not while waiting for the next try. Who is told to wait speaks for all callers of the mailbox.
/// </summary>
internal sealed class GraphSender(
    GraphServiceClient graph,
    BearerAuthentication authentication,
    HttpClient http,
    IOptions<Office365Options> options,
    CallMeter meter,
    Random random,
    TimeProvider time)
{
    private readonly Office365Options _options = options.Value;
    private readonly KeyedGate _gate = new(options.Value.RequestsPerMailbox);
    private readonly KeyedPauses _pauses = new(time);
    private readonly RetryDelay _delay = new(time, random);

    /// <summary>Sends a request until it succeeds, is refused for good, or time is up, and reads its JSON answer.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="read">Gets the root of the answer, of kind Undefined when none is expected; the document is gone afterwards.</param>
    /// <param name="cancel">Ends the call early.</param>
    public async Task<T> SendAsync<T>(GraphRequest request, Func<JsonElement, T> read, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        var limit = request.CallTimeout ?? _options.CallTimeout;
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        TokenRenewal? renewal = null;
        for (var attempt = 1; ; attempt++)
        {
            GraphException failure;
            try
            {
                return await TryAsync(request, renewal, read, either.Token);
            }
            catch (GraphException e) when (e.Error == GraphError.Unauthorized && e.Status == 401 && renewal is null)
            {
                renewal = e.Renewal ?? new TokenRenewal(null);
                continue;
            }
            catch (GraphException e) when (e.IsTransient)
            {
                failure = e;
            }
            catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
            {
                throw new GraphException(GraphError.Transient, $"{request.Operation}: no answer within {limit}.", e);
            }
            var wait = _delay.Before(attempt, failure.RetryAfter);
            if (request.GateKey is { } mailbox && failure is { Status: not null } and ({ Error: GraphError.Throttled } or { RetryAfter: not null }))
                _pauses.Pause(mailbox, failure.RetryAfter ?? wait);
            if (!MayRepeat(request, failure, attempt) || wait > _options.LongestWait || time.GetElapsedTime(started) + wait >= limit)
                throw failure;
            await Task.Delay(wait, time, cancel);
        }
    }

    private bool MayRepeat(GraphRequest request, GraphException failure, int attempt) =>
        attempt < _options.Attempts && (request.IsRepeatable || failure.Error == GraphError.Throttled);

    private async Task<T> TryAsync<T>(GraphRequest request, TokenRenewal? renewal, Func<JsonElement, T> read, CancellationToken cancel)
    {
        using var pass = request.GateKey is null ? null : await _gate.EnterAsync(request.GateKey, cancel);
        if (request.GateKey is { } mailbox && _pauses.Remaining(mailbox) is { } pause)
            throw new GraphException(GraphError.Throttled, $"{request.Operation}: Graph wants the mailbox to be left alone for a while.") { RetryAfter = pause };
        using var timeout = new CancellationTokenSource(request.AttemptTimeout ?? _options.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        var started = time.GetTimestamp();
        var result = "canceled";
        try
        {
            using var message = await PrepareAsync(request, renewal, either.Token);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            result = GraphFailure.StatusText(response.StatusCode);
            if (!response.IsSuccessStatusCode)
                throw await GraphFailure.ReadAsync(request.Operation, response, _delay, either.Token);
            return request.HasAnswer ? await ReadAsync(request.Operation, response, read, either.Token) : read(default);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            result = "timeout";
            throw new GraphException(GraphError.Transient, $"{request.Operation}: no answer within the time of one try.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            result = "network";
            throw new GraphException(GraphError.Transient, $"{request.Operation}: the connection failed.", e);
        }
        finally
        {
            meter.Record("graph", request.Operation, result, time.GetElapsedTime(started));
        }
    }

    private async Task<HttpRequestMessage> PrepareAsync(GraphRequest request, TokenRenewal? renewal, CancellationToken cancel)
    {
        var information = request.Build(graph);
        await authentication.AuthenticateRequestAsync(information, Context(renewal), cancel);
        return await graph.RequestAdapter.ConvertToNativeRequestAsync<HttpRequestMessage>(information, cancel)
            ?? throw new InvalidOperationException("The SDK made no request.");
    }

    private static Dictionary<string, object>? Context(TokenRenewal? renewal) =>
        renewal is null ? null : new() { [BearerAuthentication.Renewal] = renewal };

    private static async Task<T> ReadAsync<T>(string operation, HttpResponseMessage response, Func<JsonElement, T> read, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        try
        {
            using var document = await JsonDocument.ParseAsync(stream, default, cancel);
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new GraphException(GraphError.Transient, $"{operation}: the answer is not JSON (a proxy's page, or cut short).", e)
            {
                Status = (int)response.StatusCode,
            };
        }
    }
}
