using System.Text.Json.Serialization;

namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>Graph's <c>changeNotificationEncryptedContent</c>, all of it base64 but the certificate's id.</summary>
public sealed record EncryptedContent(
    [property: JsonPropertyName("data")] string? Data,
    [property: JsonPropertyName("dataKey")] string? DataKey,
    [property: JsonPropertyName("dataSignature")] string? DataSignature,
    [property: JsonPropertyName("encryptionCertificateId")] string? EncryptionCertificateId);
