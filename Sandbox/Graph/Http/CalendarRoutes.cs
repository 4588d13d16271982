using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>
/// A mailbox' calendars. The short paths (events, calendarView, delta) and notifications know the default one only; an event
/// of another calendar is found there, or anywhere by its id.
/// </summary>
internal sealed class CalendarRoutes(GraphWorld world, EventRoutes events)
{
    public void AddTo(GraphRouter router)
    {
        router.Add("GET", "users/*/calendar", EventRoutes.MayRead, call => call.WriteAsync(200, json => Write(call, json, Default, isWhole: true)));
        router.Add("GET", "users/*/calendars", EventRoutes.MayRead, ListAsync);
        router.Add("POST", "users/*/calendars", EventRoutes.MayWrite, CreateAsync);
        router.Add("GET", "users/*/calendars/*", EventRoutes.MayRead, GetAsync);
        router.Add("DELETE", "users/*/calendars/*", EventRoutes.MayWrite, DeleteAsync);
        router.Add("GET", "users/*/calendars/*/events", EventRoutes.MayRead, In(events.ListAsync));
        router.Add("POST", "users/*/calendars/*/events", EventRoutes.MayWrite, In(events.CreateAsync));
        router.Add("GET", "users/*/calendars/*/events/*", EventRoutes.MayRead, In(events.GetAsync));
        router.Add("PATCH", "users/*/calendars/*/events/*", EventRoutes.MayWrite, In(events.UpdateAsync));
        router.Add("DELETE", "users/*/calendars/*/events/*", EventRoutes.MayWrite, In(events.DeleteAsync));
        router.Add("GET", "users/*/calendars/*/calendarView", EventRoutes.MayRead, In(events.ViewAsync));
    }

    private static CalendarFolder Default => new(0, "Calendar");

    /// <summary>The number of a calendar of this mailbox, from its id in either form.</summary>
    public static CalendarFolder Find(Mailbox mailbox, string text)
    {
        if (!ItemId.TryParse(text, out var id))
            throw GraphException.IdMalformed();
        CalendarFolder? folder = null;
        if (id.Mailbox == mailbox.Id)
        {
            lock (mailbox.Gate)
                folder = id.Number == 0 ? Default : mailbox.Folders.Find(id.Number);
        }
        return folder ?? throw GraphException.ItemNotFound();
    }

    /// <summary>Takes the calendar out of the path; what is left is as if it were the default one's.</summary>
    private static Func<GraphCall, Task> In(Func<GraphCall, Task> handler) => call =>
    {
        call.Calendar = Find(call.Mailbox, call.Args[1]).Number;
        call.Args = [call.Args[0], .. call.Args.Skip(2)];
        if (call.Args.Count > 1 && call.Mailbox.Find(call.ItemId(1).Number)?.Calendar != call.Calendar)
            throw GraphException.ItemNotFound();
        return handler(call);
    };

    private static Task ListAsync(GraphCall call)
    {
        IReadOnlyList<CalendarFolder> further;
        lock (call.Mailbox.Gate)
            further = call.Mailbox.Folders.All;
        return Paging.WriteAsync(call, $"users('{call.Mailbox.Id}')/calendars", [Default, .. further], (json, folder) => Write(call, json, folder, isWhole: false));
    }

    private static Task GetAsync(GraphCall call)
    {
        var folder = Find(call.Mailbox, call.Args[1]);
        return call.WriteAsync(200, json => Write(call, json, folder, isWhole: true));
    }

    private async Task CreateAsync(GraphCall call)
    {
        using var body = await call.ReadBodyAsync();
        var given = body.RootElement.Members("calendar", "name", "color").ToDictionary(member => member.Name, member => member.Value);
        if (!given.TryGetValue("name", out var name) || name.String("name").Length == 0)
            throw GraphException.Validation("At least one property failed validation. A calendar needs a name.");
        var made = world.AddCalendar(call.Args[0], name.String("name"));
        await call.WriteAsync(201, json => Write(call, json, made, isWhole: true));
    }

    private Task DeleteAsync(GraphCall call)
    {
        var folder = Find(call.Mailbox, call.Args[1]);
        if (folder.Number == 0)
            throw new GraphException(400, "ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.");
        world.DeleteCalendar(call.Args[0], folder.Number);
        return call.WriteAsync(204);
    }

    private static void Write(GraphCall call, Utf8JsonWriter json, CalendarFolder folder, bool isWhole)
    {
        json.WriteStartObject();
        if (isWhole)
            json.WriteString("@odata.context", $"{call.Metadata}users('{call.Mailbox.Id}')/calendars/$entity");
        json.WriteString("id", new ItemId(call.Mailbox.Id, folder.Number, null).ToString(call.Prefer.ImmutableIds));
        json.WriteString("name", folder.Name);
        json.WriteBoolean("isDefaultCalendar", folder.Number == 0);
        json.WriteBoolean("canEdit", true);
        json.WriteStartObject("owner");
        json.WriteString("name", call.Mailbox.DisplayName);
        json.WriteString("address", call.Mailbox.Address);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
