using System.Text.Json;
using HybridCalendar.Clients.Http;
using HybridCalendar.Connector.Requests;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Booking;

/// <summary>Does requests in TMS: those of one meeting one after the other, others at once.</summary>
internal sealed partial class ConferenceRequestHandler(ConferenceBooker booker, TmsAlarms alarms, TimeProvider time, ILogger<ConferenceRequestHandler> logger) : IRequestHandler
{
    private static readonly Duration s_afterFault = Duration.FromMinutes(15);

    private readonly KeyedGate _meetings = new(1);

    public async Task<string> HandleAsync(string requestId, string requestJson, CancellationToken cancellationToken)
    {
        ConferenceRequest request;
        try
        {
            request = ConferenceJson.ReadRequest(requestJson) with { RequestId = requestId };
        }
        catch (JsonException e)
        {
            LogUnreadable(e, requestId);
            return ConferenceJson.Write(new ConferenceAnswer
            {
                RequestId = requestId,
                Outcome = ConferenceOutcome.Refused,
                Reason = ConferenceReason.BadRequest,
                Text = "The connector cannot read the request: is it older than the gateway?",
            });
        }
        var answer = Wrong(request) is { } wrong
            ? Answers.Failure(request, ConferenceReason.BadRequest, wrong, null)
            : await DoAsync(request, cancellationToken);
        LogDone(requestId, request.Kind, answer.Outcome, answer.Reason);
        return ConferenceJson.Write(answer);
    }

    private async Task<ConferenceAnswer> DoAsync(ConferenceRequest request, CancellationToken cancel)
    {
        using var pass = await _meetings.EnterAsync(request.MeetingId, cancel);
        try
        {
            var answer = await booker.DoAsync(request, cancel);
            alarms.Look(request.Kind, answer);
            return answer;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // The asker must not wait for ever for an answer that a fault of ours keeps from coming.
            LogFault(e, request.RequestId);
            alarms.Failed(e);
            return Answers.Failure(request, ConferenceReason.Fault, "The connector failed by a fault of its own; its log says more.",
                time.GetCurrentInstant() + s_afterFault);
        }
    }

    private static string? Wrong(ConferenceRequest request) =>
        request.MeetingId.Length is 0 or > MeetingKey.LongestMeetingId ? $"The meeting's id must have 1 to {MeetingKey.LongestMeetingId} characters."
        : TimeZones.Find(request.Zone) is null ? "The request's time zone is not known."
        : request.Kind == ConferenceRequestKind.Book && request.Start.Year <= 1 ? "The request has no start."
        : null;

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {RequestId} ({Kind}): {Outcome} {Reason}")]
    private partial void LogDone(string requestId, ConferenceRequestKind kind, ConferenceOutcome outcome, ConferenceReason reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} cannot be read")]
    private partial void LogUnreadable(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed by a fault of the connector")]
    private partial void LogFault(Exception exception, string requestId);
}
