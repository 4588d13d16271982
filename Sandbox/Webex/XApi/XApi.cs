using System.Text.Json;
using HybridCalendar.Sandbox.Devices;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/xapi</c>: commands to devices, one at a time each, and their statuses.</summary>
internal sealed class XApi(DeviceFleet fleet, WebexSandboxOptions options, TimeProvider time)
{
    private const int MostExpressions = 10;
    private static readonly TimeSpan BusyRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly HashSet<string> Fields = ["deviceId", "arguments", "body"];

    // RoomOS has both "id" (a row number) and "Id".
    private static readonly JsonSerializerOptions RoomOsNames = new(WebexJson.Options) { PropertyNamingPolicy = null, PropertyNameCaseInsensitive = false };

    private readonly SlidingWindow _perDevice = new(TimeSpan.FromMinutes(1), time);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/xapi/command/{commandName}", (HttpContext context, XApi xapi, string commandName) => xapi.CommandAsync(context, commandName))
            .WithMetadata(WebexScope.Commands);
        app.MapGet("/v1/xapi/status", (HttpContext context, XApi xapi) => xapi.Status(context)).WithMetadata(WebexScope.Statuses);
    }

    private async Task<IResult> CommandAsync(HttpContext context, string commandName)
    {
        var request = await JsonFields.ReadAsync(context.Request);
        request.RejectUnknown(Fields);
        var device = Find(request.RequiredString("deviceId"));
        var arguments = request.RequiredObject("arguments");
        if (_perDevice.Take(device.Id, options.CommandsPerMinutePerDevice) is { } wait) throw WebexProblem.TooMany(wait);
        if (!device.TryBegin()) throw WebexProblem.Locked(BusyRetryAfter);
        try
        {
            var result = Run(device, commandName, arguments, request.Value("body"));
            if (options.CommandTime > TimeSpan.Zero) await Task.Delay(options.CommandTime, time, context.RequestAborted);
            return Results.Json(new { deviceId = device.Id, arguments = request.Value("arguments"), result }, RoomOsNames);
        }
        finally
        {
            device.End();
        }
    }

    private static object Run(SimulatedDevice device, string command, JsonFields arguments, JsonElement? body)
    {
        switch (command.ToUpperInvariant())
        {
            case "BOOKINGS.PUT":
                arguments.RejectUnknown(new HashSet<string>());
                device.Put(BookingsPutBody.Read(body));
                return new { };
            case "BOOKINGS.CLEAR":
                arguments.RejectUnknown(new HashSet<string>());
                if (body is not null) throw WebexProblem.BadRequest("Bookings.Clear takes no body.");
                device.Clear();
                return new { };
            case "BOOKINGS.LIST":
                if (body is not null) throw WebexProblem.BadRequest("Bookings.List takes no body.");
                return BookingsListResult.Of(device, arguments);
            default:
                throw WebexProblem.BadRequest($"{command} is not a command of this device.");
        }
    }

    private IResult Status(HttpContext context)
    {
        var query = context.Request.Query;
        var names = query["name"].SelectMany(n => (n ?? "").Split(',')).Where(n => n.Length > 0).ToList();
        if (query["deviceId"].ToString() is not { Length: > 0 } id) throw WebexProblem.BadRequest("deviceId is required.");
        if (names.Count is 0 or > MostExpressions) throw WebexProblem.BadRequest($"name is required, at most {MostExpressions} times.");
        var device = Find(id);
        return Results.Json(new { deviceId = id, result = DeviceStatus.Select(device, names) }, RoomOsNames);
    }

    private SimulatedDevice Find(string id)
    {
        var device = fleet.FindInCloud(id) ?? throw WebexProblem.NotFound("device");
        // The cloud waits for an answer of the device and gives up; the device itself never hears of it.
        return device.ConnectionStatus == "connected" ? device : throw new WebexProblem(StatusCodes.Status504GatewayTimeout, "The device does not answer.");
    }
}
