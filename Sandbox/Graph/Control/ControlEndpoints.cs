using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Http;
using HybridCalendar.Sandbox.Graph.Notifications;
using HybridCalendar.Sandbox.Graph.Tokens;
using HybridCalendar.Sandbox.Time;
using Microsoft.Extensions.Options;
using static HybridCalendar.Sandbox.Graph.Control.ControlJson;

namespace HybridCalendar.Sandbox.Graph.Control;

/// <summary>What the real service does not have: seeding, inspecting, and making trouble, under <c>/sandbox</c>, without a token.</summary>
internal sealed class ControlEndpoints(MailboxDirectory directory, SubscriptionRegistry subscriptions, NotificationPublisher publisher,
    FaultBoard faults, CallCounters counters, AppRegistry apps, TokenIssuer issuer, MailboxControls mailboxes, SettingsControls settings,
    TimeProvider time, IOptions<GraphSandboxOptions> options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var sandbox = routes.MapGroup("/sandbox").AddEndpointFilter(ControlJson.AnswerBadInputAsync);
        sandbox.MapGet("/faults", () => Json(faults.All));
        sandbox.MapPut("/faults", (Delegate)PutFaultsAsync);
        sandbox.MapDelete("/faults", Done(faults.Clear));
        sandbox.MapDelete("/faults/{id}", (string id) => faults.Remove(id) ? Results.NoContent() : Results.NotFound());
        sandbox.MapGet("/calls", () => Json(new { byApp = counters.ByApp, events = counters.Events }));
        sandbox.MapDelete("/calls", Done(counters.Clear));
        sandbox.MapPost("/reset", Done(Reset));
        sandbox.MapPut("/apps", async (HttpContext http) => AddApp(await ReadAsync<AppRegistration>(http)));
        sandbox.MapPost("/token", Token);
        mailboxes.Map(sandbox);
        settings.Map(sandbox);
        MapSubscriptions(sandbox);
        if (time is VirtualClock clock)
            sandbox.MapPost("/clock", async (HttpContext http) => Advance(clock, await ReadAsync<ClockChange>(http)));
    }

    private void MapSubscriptions(RouteGroupBuilder sandbox)
    {
        sandbox.MapGet("/subscriptions", () => Json(subscriptions.All.Select(s => new
        {
            s.Id, s.AppId, s.Resource, mailbox = directory.Find(s.Mailbox.ToString())?.Address, s.ChangeType, notificationUrl = s.NotificationUrl,
            lifecycleNotificationUrl = s.LifecycleUrl, expirationDateTime = GraphTime.Write(s.Expires), s.IsPaused, s.ImmutableIds,
            s.IncludeResourceData, encryptionCertificateId = s.CertificateId,
        })));
        sandbox.MapDelete("/subscriptions/{id:guid}", (Guid id, bool? silent) => Remove(id, silent ?? false));
        sandbox.MapPost("/subscriptions/{id:guid}/lifecycle", async (Guid id, HttpContext http) => Lifecycle(id, await ReadAsync<LifecycleRequest>(http)));
    }

    private static Func<IResult> Done(Action action) => () =>
    {
        action();
        return Results.NoContent();
    };

    private async Task<IResult> PutFaultsAsync(HttpContext http)
    {
        var body = await ReadAsync<JsonElement>(http);
        var list = body.ValueKind == JsonValueKind.Array ? body.EnumerateArray().ToList() : [body];
        try
        {
            var read = list.Select(f => f.Deserialize<Fault>(ControlJson.Options)!).ToList();
            return Json(read.Select(faults.Set).ToList());
        }
        catch (JsonException e)
        {
            throw GraphException.BadRequest(e.Message);
        }
    }

    private void Reset()
    {
        faults.Clear();
        subscriptions.Clear();
        directory.Clear();
        counters.Clear();
    }

    private IResult AddApp(AppRegistration app)
    {
        if (!Guid.TryParse(app.ClientId, out _))
            throw GraphException.BadRequest("clientId must be a GUID.");
        apps.Add(app);
        return Results.NoContent();
    }

    private IResult Token(string? clientId)
    {
        var app = apps.Find(clientId ?? AppRegistration.PageClientId) ?? throw GraphException.BadRequest("There is no such app.");
        var (token, seconds) = issuer.AccessToken(app, options.Value.Tenant);
        return Json(new { token_type = "Bearer", expires_in = seconds, access_token = token });
    }

    private IResult Remove(Guid id, bool silent)
    {
        if (subscriptions.Remove(id) is not { } removed)
            return Results.NotFound();
        if (!silent)
            publisher.Lifecycle(removed, "subscriptionRemoved");
        return Results.NoContent();
    }

    private IResult Lifecycle(Guid id, LifecycleRequest request)
    {
        if (request.Event is not ("missed" or "reauthorizationRequired" or "subscriptionRemoved"))
            throw GraphException.BadRequest("event must be missed, reauthorizationRequired or subscriptionRemoved.");
        if (subscriptions.Find(id) is not { } subscription)
            return Results.NotFound();
        if (request.Event == "subscriptionRemoved")
            return Remove(id, silent: false);
        if (request.Pause)
            subscriptions.Change(id, s => s with { IsPaused = true });
        return publisher.Lifecycle(subscription, request.Event) ? Results.Accepted() : Results.Conflict("The subscription has no lifecycleNotificationUrl.");
    }

    private static IResult Advance(VirtualClock clock, ClockChange change)
    {
        clock.Advance(TimeSpan.FromSeconds(change.AdvanceSeconds));
        return Json(new { now = clock.GetUtcNow() });
    }

    private sealed record LifecycleRequest(string Event, bool Pause = false);

    private sealed record ClockChange(double AdvanceSeconds);
}
