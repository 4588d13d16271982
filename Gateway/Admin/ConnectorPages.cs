using System.Globalization;
using HybridCalendar.Domain.Conferences.Rooms;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Connectors;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The page of on-premises connectors, rooms in TMS and conferences.</summary>
internal static class ConnectorPages
{
    private const string Path = "/admin/connectors";
    private static readonly RequestSizeLimitAttribute s_tableSize = new(RoomMappingReader.LargestFile + (64 * 1024));

    public static void MapConnectorPages(this RouteGroupBuilder pages)
    {
        var connectors = pages.MapGroup("/connectors");
        connectors.MapGet("", async (string? after, bool? saved, string? tested, ConnectorPageReader reader) =>
            Page(await reader.ReadAsync(after) with { IsSaved = saved ?? false, Tested = tested }));
        connectors.MapPost("", RegisterAsync).Does("connector.made");
        connectors.MapPost("/{connectorId}/token", MakeTokenAsync).Does("connector.token");
        connectors.MapPost("/{connectorId}/remove", RemoveAsync).Does("connector.removed");
        connectors.MapPost("/{connectorId}/test", TestAsync).Does("connector.tested");
        connectors.MapPost("/rooms", PutRoomAsync).Does("tmsRoom.set");
        connectors.MapPost("/rooms/{mail}/remove", RemoveRoomAsync).Does("tmsRoom.removed");
        connectors.MapGet("/rooms/export", async (TmsRooms table) => TmsRoomExport.Create(await table.ListAllAsync()));
        connectors.MapPost("/rooms/table", TakeRoomsAsync).Does("tmsRooms.replaced").WithMetadata(s_tableSize);
    }

    /// <summary>The token is in this answer alone.</summary>
    private static async Task<IResult> RegisterAsync(HttpContext context, ConnectorPageReader reader, AuditTrail trail, AdminTexts texts)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (host, name) = (form["host"].ToString().Trim(), form["displayName"].ToString().Trim());
        var wrong = ConnectorHosts.FindProblem(host);
        var problems = new Problems().RequireName(name).Require(wrong is null, "host", wrong ?? "");
        if (problems.Any)
            return Page(await reader.ReadAsync() with { Typed = (host, name), Problems = problems.ByField });
        var id = ConnectorHosts.IdOf(host);
        var settings = new ConnectorSettings { Host = host, DisplayName = name };
        var token = await reader.Connector(id).Create(settings);
        trail.Note(null, settings, id);
        return token is null
            ? Page(await reader.ReadAsync() with { Typed = (host, name), Refusal = texts.Format("connectors.exists", host) })
            : Page(await reader.ReadAsync() with { Token = new ShownToken(id, token.Token, token.ExpiresAt) });
    }

    private static async Task<IResult> MakeTokenAsync(string connectorId, ConnectorPageReader reader) =>
        ConnectorHosts.IsId(connectorId) && await reader.Connector(connectorId).CreateToken() is { } token
            ? Page(await reader.ReadAsync() with { Token = new ShownToken(connectorId, token.Token, token.ExpiresAt) })
            : TypedResults.NotFound();

    private static async Task<IResult> TestAsync(string connectorId, HttpContext context, ConnectorPageReader reader, AdminTexts texts)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var refusal = ConnectorHosts.IsId(connectorId) ? await reader.Connector(connectorId).StartTest(form["books"] == "true") : TestRefusal.Unknown;
        return refusal switch
        {
            TestRefusal.Unknown => TypedResults.NotFound(),
            // The one before answers for this one. To no place on the page: a browser would move there again instead of loading it anew.
            null or TestRefusal.UnderWay => TypedResults.LocalRedirect($"{Path}?tested={Uri.EscapeDataString(connectorId)}"),
            _ => Page(await reader.ReadAsync() with { Refusal = texts[$"link.{refusal}"] }),
        };
    }

    private static async Task<IResult> RemoveAsync(string connectorId, ConnectorPageReader reader, AuditTrail trail)
    {
        if (!ConnectorHosts.IsId(connectorId))
            return TypedResults.NotFound();
        trail.Note((await reader.Connector(connectorId).GetStatus())?.Settings, null);
        return await reader.Connector(connectorId).Remove() ? Saved("") : TypedResults.NotFound();
    }

    private static async Task<IResult> PutRoomAsync(HttpContext context, ConnectorPageReader reader, TmsRooms table, AuditTrail trail, AdminTexts texts)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (mail, systemId, systemName) = (GrainKeys.Normalize(form["mail"].ToString()), form["systemId"].ToString().Trim(), form["systemName"].ToString().Trim());
        var isNumber = long.TryParse(systemId, NumberStyles.None, CultureInfo.InvariantCulture, out var system);
        var wrong = MailAddress.FindProblem(mail);
        var problems = new Problems()
            .Require(wrong is null, "mail", $"is no mail address. {wrong}")
            .Require(isNumber && system > 0, "systemId", "must be a positive number.")
            .Require(systemName.Length <= Problems.LongestName, "systemName", $"may have {Problems.LongestName} characters.");
        if (problems.Any)
            return Page(await reader.ReadAsync() with { TypedRoom = (mail, systemId, systemName), Problems = problems.ByField });
        var row = new TmsRoomRow(mail, system, systemName);
        trail.Note(await table.FindAsync(mail), row, mail);
        return await table.PutAsync(row) is { } holder
            ? Page(await reader.ReadAsync() with { TypedRoom = (mail, systemId, systemName), Refusal = texts.Format("tmsRooms.taken", system, holder) })
            : Saved("#tms-rooms");
    }

    private static async Task<IResult> RemoveRoomAsync(string mail, TmsRooms table, AuditTrail trail)
    {
        var mailbox = GrainKeys.Normalize(mail);
        trail.Note(await table.FindAsync(mailbox), null, mailbox);
        return await table.RemoveAsync(mailbox) ? Saved("#tms-rooms") : TypedResults.NotFound();
    }

    private static async Task<IResult> TakeRoomsAsync(HttpContext context, ConnectorPageReader reader, TmsRooms table, AuditTrail trail)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files["file"] is not { Length: > 0 } file)
            return Page(await reader.ReadAsync() with { TableProblems = [new RoomMappingProblem(0, "Choose a file.")] });
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, context.RequestAborted);
        var problems = await TmsRoomsApi.TakeAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), form["removesOthers"] == "true", table, trail);
        return problems.Count == 0 ? Saved("#tms-rooms") : Page(await reader.ReadAsync() with { TableProblems = problems });
    }

    private static RedirectHttpResult Saved(string place) => TypedResults.LocalRedirect($"{Path}?saved=true{place}");

    private static RazorComponentResult<ConnectorsPage> Page(ConnectorPageView view) => new(new { View = view })
    {
        StatusCode = view.Refusal is null && view.Problems.Count == 0 && view.TableProblems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };
}
