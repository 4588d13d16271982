using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Control;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>
/// Changes of a calendar view since the last link. Series come whole on one page: the master in full, its occurrences slim.
/// Whatever changed outside the window, or went, comes as removed.
/// </summary>
internal sealed class DeltaRoutes(FaultBoard faults)
{
    public void AddTo(GraphRouter router)
    {
        router.Add("GET", "users/*/calendarView/delta", EventRoutes.MayRead, DeltaAsync);
        router.Add("GET", "users/*/calendar/calendarView/delta", EventRoutes.MayRead, DeltaAsync);
    }

    private Task DeltaAsync(GraphCall call)
    {
        foreach (var option in (string[])["$select", "$expand", "$filter", "$orderby", "$search"])
        {
            if (call.Option(option) is not null)
                throw GraphException.InvalidRequest($"The query parameter '{option}' is not supported with change tracking over the 'CalendarView' resource.");
        }
        var token = Token(call);
        call.Prefer.Apply("odata.track-changes");
        var (items, gone, sequence) = call.Mailbox.ChangesSince(token.Seen, token.Buried);
        if (token.IsInitial)
            gone = [.. gone.Where(t => t.Sequence > token.Buried)];
        else if (faults.Strike(FaultKind.MissingRemoved, call.Mailbox) is not null)
            gone = [.. gone.Where(t => t.Id.Slot is null)];
        var size = Paging.Top(call);
        var page = items.Take(size).ToList();
        var last = items.Count <= size;
        if (faults.Strike(FaultKind.InfiniteDelta, call.Mailbox) is not null)
            return WriteAsync(call, token, page, [], NextLink(call, token with { To = token.To + NodaTime.Duration.FromMilliseconds(1) }));
        if (!last)
            return WriteAsync(call, token, page, [], NextLink(call, token with { Seen = page[^1].Sequence }));
        var done = token with { Seen = sequence, Buried = sequence, IsInitial = false };
        return WriteAsync(call, token, page, gone, ("@odata.deltaLink", Link(call, "$deltatoken", done)));
    }

    private DeltaToken Token(GraphCall call)
    {
        var text = call.Option("$deltatoken") ?? call.Option("$skiptoken");
        if (text is null)
        {
            var (from, to) = EventRoutes.Window(call);
            return new(call.Mailbox.Id, call.Mailbox.Generation, from, to, 0, call.Mailbox.Sequence, IsInitial: true);
        }
        if (DeltaToken.Decode(text) is not { } token || token.Mailbox != call.Mailbox.Id)
            throw new GraphException(400, "InvalidDeltaToken", $"The value '{text}' of parameter '$deltaToken' is invalid.");
        var forgotten = faults.Strike(FaultKind.SyncStateNotFound, call.Mailbox);
        if (token.Generation != call.Mailbox.Generation || forgotten is not null)
        {
            var generation = call.Mailbox.Generation;
            // Documented as syncStateNotFound, seen with a capital.
            throw new GraphException(410, forgotten?.Code ?? "SyncStateNotFound",
                $"The sync state generation is not found; generation={token.Generation};[highest={generation}][{generation}].");
        }
        return token;
    }

    private static (string, string) NextLink(GraphCall call, DeltaToken token) => ("@odata.nextLink", Link(call, "$skiptoken", token));

    private static string Link(GraphCall call, string option, DeltaToken token) =>
        $"{call.BaseUrl}/v1.0/users/{Uri.EscapeDataString(call.Args[0])}/calendarView/delta?{option}={token.Encode()}";

    private static Task WriteAsync(GraphCall call, DeltaToken token, List<CalendarItem> items, IReadOnlyList<Tombstone> gone, (string Name, string Url) link)
    {
        var shape = ShapeReader.Read(call);
        return call.WriteAsync(200, json =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context", call.Metadata + "Collection(event)");
            json.WriteString(link.Name, link.Url);
            json.WriteStartArray("value");
            foreach (var item in items)
                WriteItem(json, shape, token, item);
            foreach (var tombstone in gone)
                WriteRemoved(json, shape, tombstone.Id);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteItem(Utf8JsonWriter json, EventShape shape, DeltaToken token, CalendarItem item)
    {
        var writer = new EventWriter(json, shape);
        var inside = item.Events(token.From, token.To).ToList();
        if (inside.Count == 0)
        {
            // In the first round there is nothing to take back.
            if (!token.IsInitial)
                WriteRemoved(json, shape, item.Id);
            return;
        }
        json.WriteStartObject();
        json.WriteString("@odata.type", "#microsoft.graph.event");
        writer.WriteMembers(item.View());
        json.WriteEndObject();
        foreach (var occurrence in inside.Where(e => e.Slot is not null))
            writer.WriteSlim(occurrence);
    }

    private static void WriteRemoved(Utf8JsonWriter json, EventShape shape, ItemId id)
    {
        json.WriteStartObject();
        json.WriteString("@odata.type", "#microsoft.graph.event");
        json.WriteString("id", id.ToString(shape.ImmutableIds));
        json.WriteStartObject("@removed");
        json.WriteString("reason", "deleted");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
