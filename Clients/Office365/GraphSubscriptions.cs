using System.Text.Json;
using HybridCalendar.Clients.Json;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using NodaTime;

namespace HybridCalendar.Clients.Office365;

/// <inheritdoc cref="IGraphSubscriptions"/>
internal sealed class GraphSubscriptions(GraphSender sender) : IGraphSubscriptions
{
    /// <summary>Graph gives each of the two notification URLs ten seconds to answer its handshake.</summary>
    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_callTimeout = TimeSpan.FromSeconds(60);

    public Task<GraphSubscription> CreateAsync(SubscriptionRequest request, CancellationToken cancel = default)
    {
        if (request.ClientState.Length is 0 or > 128)
            throw new ArgumentException("The client state must have 1 to 128 characters.", nameof(request));
        var create = new GraphRequest("subscription.create", GateKey: null, graph =>
            graph.Subscriptions.ToPostRequestInformation(ToSubscription(request), post => GraphPreferences.Apply(post.Headers)));
        return SendAsync(create with { IsRepeatable = false }, ReadSubscription, cancel);
    }

    public async Task<GraphSubscription?> RenewAsync(string subscriptionId, Instant expiration, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        var patch = new Subscription { ExpirationDateTime = expiration.ToDateTimeOffset() };
        try
        {
            var renew = new GraphRequest("subscription.renew", GateKey: null, graph =>
                graph.Subscriptions[subscriptionId].ToPatchRequestInformation(patch, request => GraphPreferences.Apply(request.Headers)));
            return await SendAsync(renew, ReadSubscription, cancel);
        }
        catch (GraphException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public async Task<bool> ReauthorizeAsync(string subscriptionId, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        return await ExistsAsync("subscription.reauthorize", graph =>
            graph.Subscriptions[subscriptionId].Reauthorize.ToPostRequestInformation(), cancel);
    }

    public async Task DeleteAsync(string subscriptionId, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        await ExistsAsync("subscription.delete", graph => graph.Subscriptions[subscriptionId].ToDeleteRequestInformation(), cancel);
    }

    private async Task<bool> ExistsAsync(string operation, Func<GraphServiceClient, RequestInformation> build, CancellationToken cancel)
    {
        try
        {
            return await SendAsync(new GraphRequest(operation, GateKey: null, build) { HasAnswer = false }, _ => true, cancel);
        }
        catch (GraphException e) when (e.Status == 404)
        {
            return false;
        }
    }

    private async Task<T> SendAsync<T>(GraphRequest request, Func<JsonElement, T> read, CancellationToken cancel)
    {
        try
        {
            return await sender.SendAsync(request with { AttemptTimeout = s_handshakeTimeout, CallTimeout = s_callTimeout }, read, cancel);
        }
        catch (GraphException e) when (e.Status == 400 && e.Code is "ValidationError" or "InvalidRequest")
        {
            // Graph could not reach our notification URL: that may pass, unlike every other 400.
            throw new GraphException(GraphError.NotSubscribed, e.Message, e) { Code = e.Code, Status = e.Status, RequestId = e.RequestId };
        }
    }

    private static Subscription ToSubscription(SubscriptionRequest request)
    {
        var resource = $"/users/{request.Mailbox}/events";
        var subscription = new Subscription
        {
            ChangeType = "created,updated,deleted",
            Resource = request.Rich is null ? resource : $"{resource}?$select={EventFields.Rich}",
            NotificationUrl = request.NotificationUrl.AbsoluteUri,
            LifecycleNotificationUrl = request.LifecycleUrl.AbsoluteUri,
            ClientState = request.ClientState,
            ExpirationDateTime = request.Expiration.ToDateTimeOffset(),
        };
        if (request.Rich is { } rich)
        {
            subscription.IncludeResourceData = true;
            subscription.EncryptionCertificate = Convert.ToBase64String(rich.Certificate.RawDataMemory.Span);
            subscription.EncryptionCertificateId = rich.CertificateId;
        }
        return subscription;
    }

    private static GraphSubscription ReadSubscription(JsonElement root)
    {
        var subscription = new LenientObject(root, "", []);
        return subscription.String("id") is { Length: > 0 } id && GraphTimeReader.ReadInstant(subscription, "expirationDateTime") is { } expiration
            ? new GraphSubscription(id, expiration)
            : throw new GraphException(GraphError.Invalid, "Graph's answer is not a subscription.");
    }
}
