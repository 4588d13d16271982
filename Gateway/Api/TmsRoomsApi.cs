using HybridCalendar.Domain.Conferences.Rooms;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Conferences;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HybridCalendar.Gateway.Api;

/// <summary>Which TMS system stands in the room of a mailbox.</summary>
internal static class TmsRoomsApi
{
    /// <summary>A table of all rooms is larger than what else comes in.</summary>
    private static readonly RequestSizeLimitAttribute s_sizeLimit = new(RoomMappingReader.LargestFile);

    /// <summary>Somebody else may change a room in the same moment, and again in the next.</summary>
    private const int MostTries = 5;
    private static readonly RoomMappingProblem s_raced = new(0, "Others change rooms in the same moment; nothing was taken. Try again.");

    public static void MapTmsRooms(this RouteGroupBuilder api)
    {
        var rooms = api.MapGroup("/tms-rooms").WithTags("TMS rooms");
        rooms.MapGet("", (TmsRooms table, string? after, int? top) =>
                Page<TmsRoomRow>.ReadAsync(top, size => table.ListAsync(after, size), row => row.Mailbox))
            .WithSummary("The rooms that have a TMS system, ordered by mail address.");
        rooms.MapGet("/export", ExportAsync)
            .Produces<string>(contentType: TmsRoomExport.ContentType)
            .WithSummary("The same as a CSV file, with its ETag, which can be changed and put again.");
        rooms.MapPut("", ReplaceAsync)
            .Does("tmsRooms.replaced")
            .WithMetadata(s_sizeLimit)
            .Accepts<string>("text/csv")
            .WithSummary("Puts a table in place of all rooms there are. All of it is taken, or nothing.")
            .WithDescription(
                "CSV with a header: a column for the room mailbox (`Mailbox`, `Email Address`), one for TMS's id of the system (`System ID`), and "
                + "perhaps one for its name. Comma, semicolon or tab; UTF-8 or UTF-16. `rows` of the problem names each line that is wrong. With "
                + "`keepsOthers=true` rooms that are not in the table stay; without it, the export's ETag as `If-Match` keeps what others changed since.")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        rooms.MapPut("/{mail}", PutAsync)
            .Does("tmsRoom.set")
            .WithSummary("Says which TMS system stands in a room.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        rooms.MapDelete("/{mail}", RemoveAsync)
            .Does("tmsRoom.removed")
            .WithSummary("The room has no TMS system any more.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="SystemId">TMS's id of the system.</param>
    /// <param name="SystemName">Its name in TMS, for people.</param>
    internal sealed record TmsRoom(long SystemId, string SystemName = "");

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> PutAsync(string mail, TmsRoom room, TmsRooms table, AuditTrail trail)
    {
        var problems = new Problems()
            .Require(room.SystemId > 0, "systemId", "must be a positive number.")
            .Require(room.SystemName.Length <= Problems.LongestName, "systemName", $"may have {Problems.LongestName} characters.");
        if (problems.Any)
            return problems.ToResult();
        var row = new TmsRoomRow(GrainKeys.Normalize(mail), room.SystemId, room.SystemName);
        trail.Note(await table.FindAsync(row.Mailbox), row);
        return await table.PutAsync(row) is { } holder
            ? TypedResults.Problem($"The system {room.SystemId} stands in the room {holder} already.", statusCode: StatusCodes.Status409Conflict)
            : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string mail, TmsRooms table, AuditTrail trail)
    {
        var mailbox = GrainKeys.Normalize(mail);
        trail.Note(await table.FindAsync(mailbox), null);
        return await table.RemoveAsync(mailbox)
            ? TypedResults.NoContent()
            : TypedResults.Problem("The room has no TMS system.", statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ExportAsync(TmsRooms table, EntityTags tags, HttpResponse response)
    {
        var rows = await table.ListAllAsync();
        response.Headers.ETag = tags.Of(rows);
        return TmsRoomExport.Create(rows);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReplaceAsync(bool? keepsOthers, HttpContext http, TmsRooms table, EntityTags tags, AuditTrail trail)
    {
        string? ifMatch = http.Request.Headers.IfMatch;
        var read = EntityTags.IsForAny(ifMatch) ? null : await table.ListAllAsync();
        if (read is not null && !tags.Allows(ifMatch, read))
            return EntityTags.Stale();
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var problems = await TakeAsync(body.GetBuffer().AsMemory(0, (int)body.Length), removesOthers: keepsOthers is not true, table, trail, read);
        return problems.Count == 0 ? TypedResults.NoContent()
            : read is not null && problems.Contains(s_raced) ? EntityTags.Stale()
            : Refuse(problems);
    }

    /// <summary>Takes a table of rooms.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="removesOthers">Whether rooms that are not in it lose their systems, and so their meetings in TMS.</param>
    /// <param name="table">The rooms there are.</param>
    /// <param name="trail">Gets what changes.</param>
    /// <param name="read">The rooms that the table was made from, which must still be all that there are; null for whatever there is.</param>
    /// <returns>What is wrong with it; nothing was taken then.</returns>
    internal static async Task<IReadOnlyList<RoomMappingProblem>> TakeAsync(
        ReadOnlyMemory<byte> bytes, bool removesOthers, TmsRooms table, AuditTrail trail, IReadOnlyList<TmsRoomRow>? read = null)
    {
        var file = RoomMappingReader.Read(bytes.Span);
        if (!file.IsUsable)
            return file.Problems;
        var named = file.Mappings.Where(row => row.SystemId is null).ToList();
        if (named.Count > 0)
            return [.. named.Select(row => new RoomMappingProblem(0, $"{row.Mailbox}: give TMS's id of the system, not only its name."))];
        var given = file.Mappings.Select(row => new TmsRoomRow(GrainKeys.Normalize(row.Mailbox), row.SystemId!.Value, row.SystemName)).ToList();
        for (var tries = 0; tries < (read is null ? MostTries : 1); tries++)
        {
            var before = (read ?? await table.ListAllAsync()).ToDictionary(row => row.Mailbox);
            var rows = given.ToDictionary(row => row.Mailbox);
            foreach (var other in removesOthers ? [] : before.Values.Where(row => !rows.ContainsKey(row.Mailbox)).ToList())
                rows.Add(other.Mailbox, other);
            var twice = rows.Values.GroupBy(row => row.SystemId).Where(same => same.Count() > 1).ToList();
            if (twice.Count > 0)
                return [.. twice.Select(same => new RoomMappingProblem(0, $"The system {same.Key} stands in the room {same.Last().Mailbox} already."))];
            foreach (var mailbox in before.Keys.Union(rows.Keys))
                trail.Note(before.GetValueOrDefault(mailbox), rows.GetValueOrDefault(mailbox), mailbox);
            if (await table.ReplaceFromAsync(before.Values, rows.Values))
                return [];
            trail.Undone();
        }
        return [s_raced];
    }

    private static ProblemHttpResult Refuse(IReadOnlyList<RoomMappingProblem> problems) => TypedResults.Problem(
        "The table has mistakes; nothing of it was taken.", statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?> { ["rows"] = problems.Select(problem => new { line = problem.Line, text = problem.Text }) });
}
