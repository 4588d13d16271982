using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Control;
using HybridCalendar.Sandbox.Graph.Http;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>Subscriptions over HTTP, each write with the validation handshake.</summary>
internal sealed class SubscriptionRoutes(SubscriptionRegistry subscriptions, SubscriptionReader reader, NotificationPost post,
    MailboxThrottle throttle, IOptions<GraphSandboxOptions> options)
{
    public void AddTo(GraphRouter router)
    {
        router.Add("GET", "subscriptions", [], ListAsync);
        router.Add("POST", "subscriptions", EventRoutes.MayRead, CreateAsync);
        router.Add("GET", "subscriptions/*", [], call => WriteAsync(call, 200, Own(call)));
        router.Add("PATCH", "subscriptions/*", EventRoutes.MayRead, ChangeAsync);
        router.Add("DELETE", "subscriptions/*", [], DeleteAsync);
        router.Add("POST", "subscriptions/*/reauthorize", EventRoutes.MayRead, ReauthorizeAsync);
    }

    private async Task CreateAsync(GraphCall call)
    {
        throttle.CountSubscriptionWrite(call.App.ClientId);
        using var body = await call.ReadBodyAsync();
        var subscription = reader.Create(body.RootElement, call.App.ClientId, call.App.Tenant, call.Prefer.ImmutableIds);
        if (options.Value.RefuseDuplicateSubscriptions && Same(subscription) is { } same)
            throw new GraphException(409, "Conflict", $"Subscription Id {same.Id} already exists for the requested combination");
        await ValidateAsync(call, subscription);
        if (!subscriptions.TryAdd(subscription, options.Value.SubscriptionsPerMailbox))
        {
            throw new GraphException(403, "ExtensionError", "Operation: Create; Exception: [Status Code: Forbidden; Reason: "
                + $"The mailbox has reached its limit of {options.Value.SubscriptionsPerMailbox} subscriptions.]");
        }
        call.Http.Response.Headers.Location = $"{call.BaseUrl}/v1.0/subscriptions('{subscription.Id}')";
        await WriteAsync(call, 201, subscription);
    }

    private Subscription? Same(Subscription subscription) => subscriptions.Of(subscription.Mailbox).FirstOrDefault(s =>
        s.AppId == subscription.AppId && s.ChangeType == subscription.ChangeType
        && string.Equals(s.Resource, subscription.Resource, StringComparison.OrdinalIgnoreCase));

    private async Task ChangeAsync(GraphCall call)
    {
        throttle.CountSubscriptionWrite(call.App.ClientId);
        using var body = await call.ReadBodyAsync();
        var changed = reader.Change(Own(call), body.RootElement);
        await ValidateAsync(call, changed);
        var stored = subscriptions.Change(changed.Id, _ => changed with { IsPaused = false }) ?? throw NotFound();
        await WriteAsync(call, 200, stored);
    }

    private async Task ReauthorizeAsync(GraphCall call)
    {
        throttle.CountSubscriptionWrite(call.App.ClientId);
        var subscription = Own(call);
        await ValidateAsync(call, subscription);
        subscriptions.Change(subscription.Id, s => s with { IsPaused = false });
        await call.WriteAsync(204);
    }

    private Task DeleteAsync(GraphCall call)
    {
        throttle.CountSubscriptionWrite(call.App.ClientId);
        subscriptions.Remove(Own(call).Id);
        return call.WriteAsync(204);
    }

    private Task ListAsync(GraphCall call) => Paging.WriteAsync(call, "subscriptions",
        [.. subscriptions.All.Where(s => s.AppId == call.App.ClientId).OrderBy(s => s.Id)], (json, s) => Write(json, s, null), defaultSize: 100);

    private async Task ValidateAsync(GraphCall call, Subscription subscription)
    {
        await post.ValidateAsync(subscription.NotificationUrl, call.Http.RequestAborted);
        if (subscription.LifecycleUrl is { } lifecycle)
            await post.ValidateAsync(lifecycle, call.Http.RequestAborted);
    }

    private Subscription Own(GraphCall call)
    {
        var found = Guid.TryParse(call.Args[0], out var id) ? subscriptions.Find(id) : null;
        return found is not null && found.AppId == call.App.ClientId ? found : throw NotFound();
    }

    private static GraphException NotFound() => new(404, "ResourceNotFound", "The object was not found.");

    private static Task WriteAsync(GraphCall call, int status, Subscription subscription) =>
        call.WriteAsync(status, json => Write(json, subscription, call.Metadata + "subscriptions/$entity"));

    private static void Write(Utf8JsonWriter json, Subscription subscription, string? context)
    {
        json.WriteStartObject();
        if (context is not null)
            json.WriteString("@odata.context", context);
        json.WriteString("id", subscription.Id.ToString());
        json.WriteString("resource", subscription.Resource);
        json.WriteString("applicationId", subscription.AppId);
        json.WriteString("changeType", subscription.ChangeType);
        json.WriteString("clientState", subscription.ClientState);
        json.WriteString("notificationUrl", subscription.NotificationUrl.OriginalString);
        json.WriteNull("notificationQueryOptions");
        json.WriteString("lifecycleNotificationUrl", subscription.LifecycleUrl?.OriginalString);
        json.WriteString("expirationDateTime", GraphTime.Write(subscription.Expires));
        json.WriteString("creatorId", subscription.AppId);
        if (subscription.IncludeResourceData is { } include)
            json.WriteBoolean("includeResourceData", include);
        else
            json.WriteNull("includeResourceData");
        json.WriteString("latestSupportedTlsVersion", subscription.TlsVersion);
        json.WriteString("encryptionCertificate", subscription.Certificate);
        json.WriteString("encryptionCertificateId", subscription.CertificateId);
        json.WriteNull("notificationUrlAppId");
        json.WriteEndObject();
    }
}
