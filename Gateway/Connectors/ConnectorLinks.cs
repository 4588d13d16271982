using HybridCalendar.Clients.Connectors;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Organizations;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Connectors;

/// <summary>Takes the links of connectors, and ends them all when the gateway stops: connectors come back to the next one.</summary>
internal sealed partial class ConnectorLinks(
    IGrainFactory grains, SafeCalls calls, OrganizationKeys keys, IOptions<OrganizationOptions> organization, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<ConnectorLinks> log)
{
    public async Task RunAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await TypedResults.Problem("The link is a WebSocket.", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        await using var session = new LinkSession(new LinkSocket(webSocket, LinkTimes.ConnectorSilence, time), grains, calls, organization.Value.Id, keys, time);
        try
        {
            await session.RunAsync(end.Token);
        }
        catch (LinkClosedException closed)
        {
            LogEnded(log, closed.Message);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            LogEnded(log, "the gateway stops, or the connection was cut");
        }
#pragma warning disable CA1031 // There is no status left to tell it by; the connector connects anew.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogBroken(log, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The link of a connector has ended: {Reason}")]
    private static partial void LogEnded(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The link of a connector was ended; the connector will connect again")]
    private static partial void LogBroken(ILogger logger, Exception failure);
}
