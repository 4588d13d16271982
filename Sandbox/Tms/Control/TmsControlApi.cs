using System.Text.Json;
using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Soap;
using HybridCalendar.Sandbox.Tms.Systems;

namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary><c>/sandbox/tms</c> and <c>/sandbox/conferences</c>: what the real TMS does not have. No sign-in: it listens on this machine only.</summary>
internal static class TmsControlApi
{
    public static void Map(IEndpointRouteBuilder root, TmsServer server)
    {
        var world = server.World;
        var app = root.MapGroup("/sandbox").AddEndpointFilter(AnswerBadInputAsync);
        app.MapGet("/conferences", () => TmsJson.Ok(ConferenceList.Of(world)));
        app.MapPatch("/conferences/{id:int}", async (HttpContext context, int id) =>
            TmsJson.Ok(ConferenceEdit.Apply(world, id, await TmsJson.ReadAsync<ConferenceChange>(context))));
        app.MapDelete("/conferences/{id:int}", (int id) => ConferenceEdit.Delete(world, id));
        MapFaults(app.MapGroup("/tms/faults"), world);
        app.MapGet("/tms", () => TmsJson.Ok(new { url = server.Url, running = server.IsRunning, tickets = world.Systems.Tickets }));
        app.MapGet("/tms/ca", () => Results.Text(world.AuthorityPem, "application/x-pem-file"));
        app.MapGet("/tms/calls", () => TmsJson.Ok(world.Calls.Snapshot()));
        app.MapDelete("/tms/calls", world.Calls.Clear);
        app.MapGet("/tms/settings", () => TmsJson.Ok(world.Options));
        app.MapPut("/tms/settings", (Delegate)((HttpContext context) => SetAsync(context, world.Options)));
        app.MapGet("/tms/systems", () => TmsJson.Ok(world.Systems.All));
        app.MapPut("/tms/systems/{id:int}", async (HttpContext context, int id) => world.Systems.Put(await TmsJson.ReadAsync<TmsSystem>(context) with { Id = id }));
        app.MapPut("/tms/users", async (HttpContext context) =>
        {
            var user = await TmsJson.ReadAsync<TmsUser>(context);
            world.Users.Add(user.Domain, user.Name, user.Password, user.DisplayName, user.Email, user.TimeZone, user.BooksOnBehalf);
        });
        app.MapPost("/tms/push", async (CancellationToken cancel) => TmsJson.Ok(new { sent = await world.Pusher.PassAsync(cancel) }));
        app.MapPost("/tms/stop", async () => await server.StopAsync(CancellationToken.None));
        app.MapPost("/tms/start", server.StartAsync);
        app.MapPost("/tms/reset", world.Reset);
    }

    private static void MapFaults(RouteGroupBuilder app, TmsWorld world)
    {
        app.MapGet("", () => TmsJson.Ok(new { faults = world.Faults.Snapshot() }));
        app.MapPost("", async (HttpContext context) => TmsJson.Ok(new { id = world.Faults.Add(await TmsJson.ReadAsync<TmsFaultSwitch>(context)) }));
        app.MapPut("", async (HttpContext context) =>
        {
            world.Faults.Replace(await TmsJson.ReadAsync<TmsFaultSwitch[]>(context));
            return TmsJson.Ok(new { faults = world.Faults.Snapshot() });
        });
        app.MapDelete("", () => world.Faults.Replace([]));
        app.MapDelete("/{id:int}", (int id) => world.Faults.Remove(id) ? Results.NoContent() : Results.NotFound());
    }

    /// <summary>Changes the settings that are named and leaves the others.</summary>
    private static async Task<IResult> SetAsync(HttpContext context, TmsOptions options)
    {
        var asked = await TmsJson.ReadAsync<Dictionary<string, JsonElement>>(context);
        foreach (var (name, value) in asked)
        {
            var property = Array.Find(typeof(TmsOptions).GetProperties(), one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw TmsFault.Unspecified($"There is no setting {name}.");
            property.SetValue(options, value.Deserialize(property.PropertyType, TmsJson.Options));
        }
        return TmsJson.Ok(options);
    }

    private static async ValueTask<object?> AnswerBadInputAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (JsonException bad)
        {
            return Results.Json(new { message = bad.Message }, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (TmsFault refused)
        {
            return Results.Json(new { message = refused.Message }, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
