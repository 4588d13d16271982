using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Sandbox.Devices;

/// <summary><c>/sandbox/devices</c>: what devices show, live, and what people and accidents do to them.</summary>
public static class DevicesControlApi
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Set here: the first answer would set it, and two at once would fail.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static void MapDevices(this IEndpointRouteBuilder root)
    {
        var app = root.MapGroup("/sandbox/devices");
        app.MapGet("", (DeviceFleet fleet) => Results.Json(fleet.All.Select(d => d.State()), Json));
        app.MapGet("/{deviceId}", (DeviceFleet fleet, string deviceId) => With(fleet, deviceId, d => Results.Json(d.State(), Json)));
        app.MapGet("/{deviceId}/events", (HttpContext context, DeviceFleet fleet, TimeProvider time, string deviceId) =>
            fleet.Find(deviceId) is { } device ? StreamAsync(context, device, time) : NotFoundAsync(context));
        app.MapPost("/{deviceId}/join/{bookingId}", (HttpContext context, DeviceFleet fleet, string deviceId, string bookingId) => With(fleet, deviceId, d =>
            Join(d, bookingId, context.RequestServices.GetService<WebexMeetings>())));
        app.MapPost("/{deviceId}/hangup", (DeviceFleet fleet, string deviceId) => With(fleet, deviceId, d => Do(d.HangUp)));
        app.MapPost("/{deviceId}/reboot", (DeviceFleet fleet, string deviceId) => With(fleet, deviceId, d => Do(d.Reboot)));
        app.MapPost("/{deviceId}/connect", (DeviceFleet fleet, string deviceId) => With(fleet, deviceId, d => Do(() => d.SetConnection(true))));
        app.MapPost("/{deviceId}/disconnect", (DeviceFleet fleet, string deviceId) => With(fleet, deviceId, d => Do(() => d.SetConnection(false))));
    }

    private static IResult Join(SimulatedDevice device, string bookingId, WebexMeetings? webex)
    {
        if (webex is not null && device.State().Bookings.FirstOrDefault(booking => booking.Id == bookingId) is { } booked && webex.IsOver(booked.Number))
            return Results.Conflict(new { message = "The Webex meeting is over." });
        return device.Join(bookingId) is { } call ? Results.Json(call, Json) : Results.Conflict(new { message = "The Join button of that booking does not show." });
    }

    private static async Task StreamAsync(HttpContext context, SimulatedDevice device, TimeProvider time)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var stop = context.RequestAborted;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var changed = device.Changed;
                var state = device.State();
                await context.Response.WriteAsync($"event: state\ndata: {JsonSerializer.Serialize(state, Json)}\n\n", stop);
                await context.Response.Body.FlushAsync(stop);
                var pause = state.NextChange - state.Now is { } wait && wait < Heartbeat ? wait : Heartbeat;
                await Task.WhenAny(changed, Task.Delay(pause, time, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The screen was closed.
        }
    }

    private static IResult With(DeviceFleet fleet, string id, Func<SimulatedDevice, IResult> use) =>
        fleet.Find(id) is { } device ? use(device) : Results.NotFound(new { message = "There is no such device." });

    private static IResult Do(Action action)
    {
        action();
        return Results.NoContent();
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
