using System.ComponentModel;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Devices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Devices;

/// <summary>What devices and panels call.</summary>
internal static class DeviceEndpoints
{
    public static IServiceCollection AddDeviceStreams(this IServiceCollection services)
    {
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<DeviceStreams>();
        services.AddHostedService<StreamReport>();
        services.AddSingleton<ActivationLimit>();
        return services;
    }

    public static void MapDevices(this WebApplication app)
    {
        var device = app.MapGroup("/devices/{id}").WithTags("Devices").AddEndpointFilter(CheckIdAsync)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        device.MapPost("/activation", ActivateAsync)
            .WithSummary("Trades an activation code for the device's bearer token.")
            .ProducesProblem(StatusCodes.Status403Forbidden);
        var own = device.MapGroup("").AddEndpointFilter(DeviceAuthentication.RequireAsync).ProducesProblem(StatusCodes.Status401Unauthorized);
        own.MapGet("/bookings", Subscribe)
            .WithSummary("The device's list and all that changes it, as server-sent events.")
            .WithDescription(
                "Event `bookings`: the whole list as RoomOS Bookings Put JSON, its id is the list's version; sent on connect unless "
                + "`Last-Event-ID` names the current version, and whenever the list changes. Event `alert`: `{bookingId, dueAt}`, Join is due. "
                + "Event `heartbeat`: the gateway's time, every 15 s.");
        own.MapPost("/confirmations", ConfirmAsync).WithSummary("Says that the device shows the list of a version.");
        own.MapPost("/sync", SyncAsync).WithSummary("Says that the device lost its list: it is sent again although it did not change.");
    }

    /// <param name="Code">The code that an administrator made for the device; case and dashes do not matter.</param>
    /// <param name="AsCookie">True for a browser: the token is set as a cookie that no script can read, and not returned.</param>
    internal sealed record ActivationRequest(string Code, bool AsCookie = false);

    /// <param name="Token">Valid until the device is activated again.</param>
    internal sealed record ActivationAnswer(string Token);

    /// <param name="Version">The id of the <c>bookings</c> event that was shown.</param>
    internal sealed record Confirmation(long Version);

    private static async Task<Results<Ok<ActivationAnswer>, NoContent, ProblemHttpResult>> ActivateAsync(
        string id, ActivationRequest request, HttpContext context, IGrainFactory grains, ActivationLimit limit)
    {
        if (!limit.MayTry(id, context.Connection.RemoteIpAddress))
        {
            context.Response.Headers.RetryAfter = "60";
            return TypedResults.Problem("Too many tries; wait a minute.", statusCode: StatusCodes.Status429TooManyRequests);
        }
        var isCode = request.Code.Length is > 0 and <= 64;
        if (!isCode || await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id)).Activate(request.Code) is not { } token)
            return TypedResults.Problem("The code is wrong, used or expired.", statusCode: StatusCodes.Status403Forbidden);
        if (!request.AsCookie)
            return TypedResults.Ok(new ActivationAnswer(token));
        DeviceAuthentication.SetCookie(context, id, token);
        return TypedResults.NoContent();
    }

    private static ServerSentEventsResult<string> Subscribe(
        string id, DeviceStreams streams, [Description("The version that the device shows.")] HttpContext context) =>
        TypedResults.ServerSentEvents(streams.ReadAsync(id, DeviceAuthentication.TokenOf(context, id)!, context.Request.Headers["Last-Event-ID"], context.RequestAborted));

    private static async Task<NoContent> ConfirmAsync(string id, Confirmation confirmation, IGrainFactory grains)
    {
        await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id)).Confirm(confirmation.Version);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SyncAsync(string id, IGrainFactory grains)
    {
        await grains.GetGrain<IDeviceGrain>(GrainKeys.Device(id)).SyncRequired();
        return TypedResults.NoContent();
    }

    private static ValueTask<object?> CheckIdAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        DeviceIds.IsValid((string)context.HttpContext.GetRouteValue("id")!)
            ? next(context)
            : ValueTask.FromResult<object?>(TypedResults.Problem(DeviceIds.Rule, statusCode: StatusCodes.Status400BadRequest));
}
