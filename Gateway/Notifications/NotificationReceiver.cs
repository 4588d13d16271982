using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Grains.Hints;

namespace HybridCalendar.Gateway.Notifications;

/// <summary>
/// Takes what Graph posts. 202 is a promise: the hints are on disk. 503 means that nothing is promised and Graph comes again.
/// A body that is no notification gets 400 and nothing is promised either: should it have been Graph's and damaged on its way,
/// the repetition may be whole. Items that are malformed, forged or of unknown subscriptions never show in the answer.
/// </summary>
internal sealed partial class NotificationReceiver(
    NotificationScreen screen, HintJournal journal, NotificationMeter meter, AnswerDeadlines deadlines, ILogger<NotificationReceiver> log)
{
    private const int LongestToken = 4096;

    public async Task ReceiveAsync(HttpContext context)
    {
        if (context.Request.Query.TryGetValue("validationToken", out var token))
        {
            await AnswerHandshakeAsync(context, token.ToString());
            return;
        }
        context.Response.StatusCode = await TakeAsync(context);
    }

    /// <summary>The decoded token as plain text: a browser must not take it for a page.</summary>
    private static Task AnswerHandshakeAsync(HttpContext context, string token)
    {
        if (token.Length is 0 or > LongestToken)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(token, context.RequestAborted);
    }

    private async Task<int> TakeAsync(HttpContext context)
    {
        try
        {
            var batch = await ReadAsync(context.Request.BodyReader, context.RequestAborted);
            return await KeepAsync(batch, context, deadlines.Next());
        }
        catch (JsonException)
        {
            meter.CountUnreadable();
            return StatusCodes.Status400BadRequest;
        }
    }

    private async Task<int> KeepAsync(NotificationBatch batch, HttpContext context, CancellationToken deadline)
    {
        try
        {
            var hints = await screen.ScreenAsync(batch, context.Connection.RemoteIpAddress, deadline);
            if (hints is null)
                return StatusCodes.Status503ServiceUnavailable;
            await journal.AppendAsync(hints, deadline);
            meter.CountAccepted(hints.Count);
            return StatusCodes.Status202Accepted;
        }
#pragma warning disable CA1031 // Whatever stood in the way, nothing was promised: Graph must come again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            meter.CountPostponed();
            LogNotKept(log, failure);
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static async ValueTask<NotificationBatch> ReadAsync(PipeReader body, CancellationToken cancel)
    {
        // The server ends a body that is too long with an exception of its own, which becomes 413.
        var result = await body.ReadAtLeastAsync(int.MaxValue, cancel);
        try
        {
            return Parse(result.Buffer);
        }
        finally
        {
            body.AdvanceTo(result.Buffer.End);
        }
    }

    private static NotificationBatch Parse(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
            return NotificationParser.Parse(body.FirstSpan);
        var length = checked((int)body.Length);
        var whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(whole);
            return NotificationParser.Parse(whole.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Notifications could not be kept; Graph was asked to come again")]
    private static partial void LogNotKept(ILogger logger, Exception failure);
}
