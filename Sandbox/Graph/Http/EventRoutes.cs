using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Control;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Events: reading and writing.</summary>
internal sealed class EventRoutes(GraphWorld world, FaultBoard faults)
{
    public static readonly string[] MayRead = ["Calendars.Read", "Calendars.ReadWrite"];
    public static readonly string[] MayWrite = ["Calendars.ReadWrite"];
    private static readonly Duration LongestView = Duration.FromDays(1825);

    public void AddTo(GraphRouter router)
    {
        foreach (var calendar in (string[])["users/*", "users/*/calendar"])
        {
            router.Add("GET", $"{calendar}/events", MayRead, ListAsync);
            router.Add("POST", $"{calendar}/events", MayWrite, CreateAsync);
            router.Add("GET", $"{calendar}/events/*", MayRead, GetAsync);
            router.Add("PATCH", $"{calendar}/events/*", MayWrite, UpdateAsync);
            router.Add("DELETE", $"{calendar}/events/*", MayWrite, DeleteAsync);
            router.Add("GET", $"{calendar}/events/*/instances", MayRead, InstancesAsync);
            router.Add("GET", $"{calendar}/calendarView", MayRead, ViewAsync);
        }
    }

    /// <summary>startDateTime and endDateTime, which carry their own offset or mean UTC.</summary>
    public static (Instant From, Instant To) Window(GraphCall call)
    {
        var from = Bound(call, "startDateTime");
        var to = Bound(call, "endDateTime");
        if (to - from > LongestView)
        {
            throw GraphException.InvalidRequest("Your request can't be completed. The range between the start and end dates is greater than the allowed range. "
                + "Maximum number of days: 1825");
        }
        return to >= from ? (from, to) : throw GraphException.InvalidRequest("Your request can't be completed. The end of the range is before its start.");
    }

    private static Instant Bound(GraphCall call, string name)
    {
        var text = call.Option(name);
        if (string.IsNullOrEmpty(text))
        {
            throw GraphException.InvalidRequest("This request requires a time window specified by the query string parameters "
                + $"StartDateTime and EndDateTime. '{name}' is missing.");
        }
        return GraphTime.Read(text) ?? throw GraphException.InvalidRequest($"The value '{text}' of parameter '{name}' is invalid.");
    }

    private static string Context(GraphCall call, string path) =>
        $"users('{Uri.EscapeDataString(call.Args[0])}')/{path}{(call.Option("$select") is { Length: > 0 } select ? $"({select})" : "")}";

    private static Task WriteAsync(GraphCall call, int status, EventView view, EventShape shape) =>
        call.WriteAsync(status, json => new EventWriter(json, shape).Write(view, call.Metadata + Context(call, "events") + "/$entity"));

    private Task WriteAsync(GraphCall call, string path, IEnumerable<EventView> events)
    {
        var shape = ShapeReader.Read(call);
        var found = EventFilter.Order(events.Where(EventFilter.Read(call.Option("$filter"))), call.Option("$orderby"));
        var isEndless = faults.Strike(FaultKind.InfinitePages, call.Mailbox, path, call.Http.Request.Method, call.App.ClientId) is not null;
        return Paging.WriteAsync(call, Context(call, path), [.. found], (json, view) => new EventWriter(json, shape).Write(view), isEndless: isEndless);
    }

    public Task ListAsync(GraphCall call) => WriteAsync(call, "events", call.Mailbox.Items(call.Calendar).Select(i => i.View()));

    public Task GetAsync(GraphCall call)
    {
        var shape = ShapeReader.Read(call);
        var view = world.GetEvent(call.Args[0], call.ItemId(1));
        var lacksExceptions = view.Type == "seriesMaster" && shape.ExpandExceptions
            && faults.Strike(FaultKind.MissingExceptions, call.Mailbox, path: null, call.Http.Request.Method, call.App.ClientId) is not null;
        return WriteAsync(call, 200, view, lacksExceptions ? shape with { ExpandExceptions = false } : shape);
    }

    public async Task CreateAsync(GraphCall call)
    {
        using var body = await call.ReadBodyAsync();
        var patch = EventReader.Read(body.RootElement, out var transactionId);
        var shape = ShapeReader.Read(call);
        var view = world.CreateEvent(call.Args[0], patch, transactionId, call.Calendar);
        call.Http.Response.Headers.Location = $"{call.BaseUrl}/v1.0/users('{call.Mailbox.Id}')/events('{view.Id.ToString(shape.ImmutableIds)}')";
        await WriteAsync(call, 201, view, shape);
    }

    public async Task UpdateAsync(GraphCall call)
    {
        var id = call.ItemId(1);
        using var body = await call.ReadBodyAsync();
        var patch = EventReader.Read(body.RootElement, out var transactionId);
        var shape = ShapeReader.Read(call);
        if (transactionId is not null && world.GetEvent(call.Args[0], id).Item.TransactionId != transactionId)
            throw GraphException.InvalidRequest("Your request can't be completed. The transactionId of an event can't be changed.");
        await WriteAsync(call, 200, world.UpdateEvent(call.Args[0], id, patch, call.IfMatch), shape);
    }

    public Task DeleteAsync(GraphCall call)
    {
        world.DeleteEvent(call.Args[0], call.ItemId(1), call.IfMatch);
        return call.WriteAsync(204);
    }

    public Task ViewAsync(GraphCall call)
    {
        var (from, to) = Window(call);
        return WriteAsync(call, "calendarView", call.Mailbox.Items(call.Calendar).SelectMany(i => i.Events(from, to)));
    }

    private Task InstancesAsync(GraphCall call)
    {
        var (from, to) = Window(call);
        var view = world.GetEvent(call.Args[0], call.ItemId(1));
        if (view.Type != "seriesMaster")
            throw GraphException.InvalidRequest("Your request can't be completed. The expand series is only supported on recurring masters.");
        return WriteAsync(call, $"events('{Uri.EscapeDataString(call.Args[1])}')/instances", view.Item.Events(from, to));
    }
}
