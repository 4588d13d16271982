using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Actions on events. Their parameters may be written in any case.</summary>
internal sealed class EventActions(GraphWorld world)
{
    public void AddTo(GraphRouter router)
    {
        foreach (var calendar in (string[])["users/*", "users/*/calendar"])
        {
            router.Add("POST", $"{calendar}/events/*/cancel", EventRoutes.MayWrite, CancelAsync);
            router.Add("POST", $"{calendar}/events/*/accept", EventRoutes.MayWrite, call => RespondAsync(call, "accepted"));
            router.Add("POST", $"{calendar}/events/*/decline", EventRoutes.MayWrite, call => RespondAsync(call, "declined"));
            router.Add("POST", $"{calendar}/events/*/tentativelyAccept", EventRoutes.MayWrite, call => RespondAsync(call, "tentativelyAccepted"));
            router.Add("POST", $"{calendar}/events/*/forward", EventRoutes.MayWrite, ForwardAsync);
            router.Add("POST", $"{calendar}/events/*/permanentDelete", EventRoutes.MayWrite, PermanentDeleteAsync);
        }
    }

    private async Task CancelAsync(GraphCall call)
    {
        var id = call.ItemId(1);
        Check(await call.ReadParametersAsync(), "comment");
        world.CancelEvent(call.Args[0], id);
        await call.WriteAsync(202);
    }

    private async Task RespondAsync(GraphCall call, string response)
    {
        var id = call.ItemId(1);
        var parameters = await call.ReadParametersAsync();
        Check(parameters, "comment", "sendResponse", "proposedNewTime");
        var send = parameters.Member("sendResponse") is not { } given || given.Bool("sendResponse");
        if (parameters.Member("proposedNewTime") is { ValueKind: not JsonValueKind.Null } proposed)
            CheckProposal(call, id, proposed, response, send);
        world.Respond(call.Args[0], id, response, send);
        await call.WriteAsync(202);
    }

    private async Task ForwardAsync(GraphCall call)
    {
        var id = call.ItemId(1);
        var parameters = await call.ReadParametersAsync();
        Check(parameters, "comment", "toRecipients");
        if (parameters.Member("toRecipients") is not { } recipients || recipients.Items("toRecipients").ToList() is not { Count: > 0 } list)
            throw new GraphException(400, "ErrorInvalidRecipients", "At least one recipient is required.");
        var addresses = list.Select(r => PartReader.Recipient(r.Member("emailAddress")
            ?? throw new GraphException(400, "ErrorInvalidRecipients", "At least one recipient isn't valid.")).Address).ToList();
        world.GetEvent(call.Args[0], id);
        world.Forward(call.Args[0], id, addresses);
        await call.WriteAsync(202);
    }

    private Task PermanentDeleteAsync(GraphCall call)
    {
        world.DeleteEvent(call.Args[0], call.ItemId(1), call.IfMatch);
        return call.WriteAsync(204);
    }

    private void CheckProposal(GraphCall call, ItemId id, JsonElement proposed, string response, bool send)
    {
        var times = proposed.Members("timeSlot", "start", "end").ToDictionary(m => m.Name, m => PartReader.Time(m.Value, m.Name));
        if (!times.TryGetValue("start", out var start) || !times.TryGetValue("end", out var end) || end.ToInstant() <= start.ToInstant())
            throw GraphException.InvalidRequest("Your request can't be completed. The proposed new time isn't valid.");
        if (response == "accepted" || !send || !world.GetEvent(call.Args[0], id).Content.AllowNewTimeProposals)
            throw GraphException.InvalidRequest("Your request can't be completed. A new time can't be proposed for this event.");
    }

    private static void Check(JsonElement parameters, params string[] names)
    {
        if (parameters.ValueKind != JsonValueKind.Undefined)
            _ = parameters.Members("event", names).Count();
    }
}
