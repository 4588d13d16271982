using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Http;
using HybridCalendar.Sandbox.Graph.Rooms;
using static HybridCalendar.Sandbox.Graph.Control.ControlJson;

namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>Mailboxes: making them, looking into them, and what their owners do in Outlook that Graph has no call for.</summary>
internal sealed class MailboxControls(MailboxDirectory directory, GraphWorld world)
{
    public void Map(RouteGroupBuilder sandbox)
    {
        sandbox.MapGet("/mailboxes", () => Json(directory.All.Select(Describe)));
        sandbox.MapPost("/mailboxes", async (HttpContext http) => Json(Describe(directory.Add(await ReadAsync<MailboxSeed>(http)))));
        sandbox.MapPut("/mailboxes/{mailbox}/policy", async (string mailbox, HttpContext http) => SetPolicy(mailbox, await ReadAsync<RoomPolicy>(http)));
        sandbox.MapPut("/mailboxes/{mailbox}/safe-links", async (string mailbox, HttpContext http) => SetSafeLinks(mailbox, await ReadAsync<SafeLinksChange>(http)));
        sandbox.MapPost("/mailboxes/{mailbox}/events/{id}/copy", async (string mailbox, string id, HttpContext http) => Copy(mailbox, id, await ReadAsync<CopyRequest>(http)));
        sandbox.MapPost("/mailboxes/{mailbox}/events/{id}/move", async (string mailbox, string id, HttpContext http) => Move(mailbox, id, await ReadAsync<MoveRequest>(http)));
        sandbox.MapPost("/mailboxes/{mailbox}/expire-delta", (string mailbox) =>
        {
            directory.Get(mailbox).ExpireDeltaTokens();
            return Results.NoContent();
        });
        sandbox.MapGet("/mailboxes/{mailbox}/events", (string mailbox) =>
            Events(directory.Get(mailbox).Items().Select(i => i.View())));
        sandbox.MapGet("/mailboxes/{mailbox}/calendarView", (string mailbox, string startDateTime, string endDateTime) =>
        {
            var from = GraphTime.Read(startDateTime) ?? throw GraphException.InvalidRequest("startDateTime is no time.");
            var to = GraphTime.Read(endDateTime) ?? throw GraphException.InvalidRequest("endDateTime is no time.");
            return Events(directory.Get(mailbox).Items().SelectMany(i => i.Events(from, to)).OrderBy(e => e.Start));
        });
    }

    private IResult SetSafeLinks(string mailbox, SafeLinksChange change)
    {
        var owner = directory.Get(mailbox);
        owner.RewritesLinks = change.Enabled;
        return Json(Describe(owner));
    }

    private IResult Copy(string mailbox, string id, CopyRequest request)
    {
        var changes = request.Changes is { } given ? EventReader.Read(given, out _) : EventPatch.Empty;
        return Events([world.CopyEvent(mailbox, Id(id), changes, request.KeepProperties)]);
    }

    private IResult Move(string mailbox, string id, MoveRequest request)
    {
        world.MoveEvent(mailbox, Id(id), CalendarRoutes.Find(directory.Get(mailbox), request.Calendar).Number);
        return Results.NoContent();
    }

    private static ItemId Id(string text) => ItemId.TryParse(text, out var id) ? id : throw GraphException.IdMalformed();

    private static object Describe(Mailbox mailbox) => new
    {
        mailbox.Id, mailbox.Address, mailbox.DisplayName, mailbox.Locale, mailbox.TimeZone, mailbox.Room, mailbox.HasMailbox, mailbox.RewritesLinks, events = mailbox.Items().Count,
    };

    private IResult SetPolicy(string mailbox, RoomPolicy policy)
    {
        var room = directory.Get(mailbox);
        room.Room = (room.Room ?? throw GraphException.BadRequest("The mailbox is no room.")) with { Policy = policy };
        return Json(Describe(room));
    }

    /// <summary>Everything there is about each event, exceptions and deleted occurrences included, times in UTC.</summary>
    private static IResult Events(IEnumerable<EventView> events) => Results.Stream(async stream =>
    {
        await using var json = new Utf8JsonWriter(stream);
        var all = EventShape.Everything;
        json.WriteStartObject();
        json.WriteStartArray("value");
        foreach (var view in events)
            new EventWriter(json, all with { ExtendedProperties = [.. view.Content.ExtendedProperties.Keys] }).Write(view);
        json.WriteEndArray();
        json.WriteEndObject();
    }, "application/json");

    private sealed record SafeLinksChange(bool Enabled);

    private sealed record CopyRequest(bool KeepProperties = true, JsonElement? Changes = null);

    private sealed record MoveRequest(string Calendar);
}
