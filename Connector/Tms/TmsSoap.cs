using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using HybridCalendar.Clients;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Tms;

/// <summary>
/// Sends calls to TMS, a few at a time. It repeats a call only when TMS surely did not do it: to take up a licence session, and
/// to sign in again. What else may be repeated, the caller knows.
/// </summary>
internal sealed class TmsSoap(HttpClient http, TmsCertificate certificate, TmsOptions options, TmsSession session, CallMeter meter, TimeProvider time) : IDisposable
{
    /// <summary>In bytes and in characters; a list of all conferences of months stays far below.</summary>
    public const int LongestAnswer = 64 * 1024 * 1024;

    /// <summary>TMS goes on with what nobody waits for: what it changes then nobody hears of.</summary>
    private const int MorePatience = 5;

    /// <summary>There was no connection yet on which anything could have been asked.</summary>
    private static readonly HttpRequestError[] s_neverAsked =
        [HttpRequestError.ConnectionError, HttpRequestError.NameResolutionError, HttpRequestError.SecureConnectionError, HttpRequestError.ProxyTunnelError];

    private readonly SemaphoreSlim _gate = new(options.ParallelCalls);

    /// <param name="service">The service.</param>
    /// <param name="operation">The operation's name on the wire.</param>
    /// <param name="version">The version of the Booking API to announce.</param>
    /// <param name="arguments">The operation's parameters, in order. Elements are copied.</param>
    /// <param name="cancel">Ends the call early.</param>
    /// <returns>The answer's envelope.</returns>
    /// <exception cref="TmsException">TMS refused or could not be reached.</exception>
    public async Task<XElement> CallAsync(TmsService service, string operation, int version, IReadOnlyList<XElement> arguments, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await OnceAsync(service, operation, version, arguments, cancel);
                }
                catch (TmsException refused) when (attempt == 1 && IsWorthASecondTry(refused))
                {
                    session.Adopt(refused.SuggestedSession);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        http.Dispose();
    }

    /// <summary>A connection's sign-in can be lost between two calls; TMS answers 401 then, or names the session to go on with.</summary>
    private bool IsWorthASecondTry(TmsException refused) =>
        refused.SuggestedSession is not null && refused.Code is TmsErrorCode.ClientSessionBlank or TmsErrorCode.ClientSessionExpired
        || refused is { Reason: ConferenceReason.SignIn, Code: null } && options.Authentication == TmsAuthentication.Ntlm;

    private async Task<XElement> OnceAsync(TmsService service, string operation, int version, IReadOnlyList<XElement> arguments, CancellationToken cancel)
    {
        var isChange = IsChange(operation);
        var patience = isChange ? options.CallTimeout * MorePatience : options.CallTimeout;
        using var deadline = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var message = Prepare(service, operation, version, arguments);
        var started = time.GetTimestamp();
        var result = "canceled";
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, either.Token);
            result = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            return await ReadAsync(operation, response, either.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            result = "timeout";
            throw new TmsException(ConferenceReason.Unreachable, $"TMS did not answer {operation} within {patience}.", e) { IsTransient = true, MayBeUnderWay = isChange };
        }
        catch (HttpRequestException e)
        {
            result = "network";
            throw e.HttpRequestError == HttpRequestError.SecureConnectionError && certificate.Problem is { } problem
                ? new TmsException(ConferenceReason.Certificate, problem, e)
                : new TmsException(ConferenceReason.Unreachable, $"TMS cannot be reached ({e.HttpRequestError}).", e)
                {
                    IsTransient = true, MayBeUnderWay = isChange && !s_neverAsked.Contains(e.HttpRequestError),
                };
        }
        finally
        {
            meter.Record("tms", operation, result, time.GetElapsedTime(started));
        }
    }

    private static bool IsChange(string operation) =>
        operation.StartsWith("Save", StringComparison.Ordinal) || operation.StartsWith("Delete", StringComparison.Ordinal);

    private HttpRequestMessage Prepare(TmsService service, string operation, int version, IReadOnlyList<XElement> arguments)
    {
        var envelope = TmsEnvelope.Write(service, operation, arguments, version, service == TmsService.Booking ? session.Id : null);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="utf-8"?>""" + envelope.ToString(SaveOptions.DisableFormatting)));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
        var message = new HttpRequestMessage(HttpMethod.Post, service.Path) { Content = content };
        message.Headers.Add("SOAPAction", $"\"{service.Namespace.NamespaceName}{operation}\"");
        return message;
    }

    private async Task<XElement> ReadAsync(string operation, HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.InternalServerError))
            throw Refusal(operation, response);
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var isFailure = response.StatusCode == HttpStatusCode.InternalServerError;
        XElement envelope;
        try
        {
            envelope = TmsEnvelope.Read(body, operation);
        }
        catch (TmsException) when (isFailure)
        {
            throw Refusal(operation, response);
        }
        session.Adopt(TmsEnvelope.Session(envelope));
        if (TmsEnvelope.Fault(envelope) is { } fault)
            throw TmsFault.Read(fault, operation);
        return isFailure ? throw Refusal(operation, response) : envelope;
    }

    private static TmsException Refusal(string operation, HttpResponseMessage response) => (int)response.StatusCode switch
    {
        401 => new TmsException(ConferenceReason.SignIn, Offers(response) is { Length: > 0 } offers
            ? $"TMS does not take the account or its password (it offers {offers})."
            : "TMS does not take the account or its password."),
        403 => new TmsException(ConferenceReason.SignIn, "The account may not use TMS's Booking API."),
        404 => new TmsException(ConferenceReason.Unreachable, "There is no Booking API at Tms:Url: is it the address of a TMS?"),
        var status => new TmsException(ConferenceReason.Unreachable, $"TMS answers with HTTP status {status}.") 
        {
            IsTransient = status is 408 or 429 or >= 500,
            // What stands before TMS has no answer of it, which may come yet.
            MayBeUnderWay = status is 502 or 504 && IsChange(operation),
        },
    };

    /// <summary>The schemes alone; only letters, as they come from outside.</summary>
    private static string Offers(HttpResponseMessage response) =>
        string.Join(", ", response.Headers.WwwAuthenticate.Select(offer => offer.Scheme).Where(scheme => scheme.All(char.IsAsciiLetter)).Distinct());
}
