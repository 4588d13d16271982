using System.Text.Json.Serialization;

namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>The wire form of a notification, as far as it is read.</summary>
internal sealed class NotificationJson
{
    [JsonPropertyName("subscriptionId")]
    public string? SubscriptionId { get; set; }

    [JsonPropertyName("clientState")]
    public string? ClientState { get; set; }

    [JsonPropertyName("changeType")]
    public string? ChangeType { get; set; }

    [JsonPropertyName("tenantId")]
    public string? TenantId { get; set; }

    [JsonPropertyName("lifecycleEvent")]
    public string? LifecycleEvent { get; set; }

    [JsonPropertyName("resourceData")]
    public ResourceDataJson? ResourceData { get; set; }

    [JsonPropertyName("encryptedContent")]
    public EncryptedContent? EncryptedContent { get; set; }
}

/// <summary>The wire form of <c>resourceData</c>.</summary>
internal sealed class ResourceDataJson
{
    [JsonPropertyName("id")]
    public string? Id { get; set; }

    [JsonPropertyName("@odata.etag")]
    public string? ETag { get; set; }
}

[JsonSerializable(typeof(NotificationJson))]
internal sealed partial class NotificationJsonContext : JsonSerializerContext;
