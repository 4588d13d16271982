using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Http;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>Writes changeNotification objects: basic, rich and lifecycle.</summary>
internal static class NotificationWriter
{
    private static readonly Offset Offset = Offset.FromHoursAndMinutes(5, 30);

    public static byte[] Change(Subscription subscription, MailboxChange change, bool withId, bool withEvent)
    {
        var rich = subscription.IncludeResourceData == true;
        var id = change.Item.Id.ToString(subscription.ImmutableIds);
        var path = $"Users/{change.Mailbox.Id}/Events/{id}";
        return Write(json =>
        {
            if (withId)
                json.WriteString("id", Guid.NewGuid().ToString());
            Common(json, subscription);
            json.WriteString("changeType", change.ChangeType);
            json.WriteString("resource", rich ? $"Users('{change.Mailbox.Id}')/Events('{id}')" : path);
            json.WriteStartObject("resourceData");
            json.WriteString("@odata.type", "#Microsoft.Graph.Event");
            json.WriteString("@odata.id", path);
            json.WriteString("@odata.etag", $"W/\"{change.Item.ChangeKey}\"");
            if (withEvent)
                json.WriteString("id", id);
            json.WriteEndObject();
            if (rich && change.ChangeType != "deleted")
                Encrypted(json, subscription, change);
        });
    }

    public static byte[] Lifecycle(Subscription subscription, string lifecycleEvent) => Write(json =>
    {
        json.WriteString("lifecycleEvent", lifecycleEvent);
        Common(json, subscription);
    });

    /// <summary>One whose subscriptionId no GUID parser accepts.</summary>
    public static byte[] Malformed(Subscription subscription) => Write(json =>
    {
        json.WriteString("subscriptionId", "not-a-guid");
        json.WriteString("changeType", "updated");
        json.WriteString("tenantId", subscription.Tenant);
        json.WriteString("resource", "Users/?/Events/?");
    });

    private static void Common(Utf8JsonWriter json, Subscription subscription)
    {
        json.WriteString("subscriptionId", subscription.Id.ToString());
        // Seen with offsets other than Z; readers must take any.
        json.WriteString("subscriptionExpirationDateTime", GraphTime.Write(subscription.Expires.WithOffset(Offset).LocalDateTime) + "+05:30");
        json.WriteString("clientState", subscription.ClientState);
        json.WriteString("tenantId", subscription.Tenant);
    }

    private static void Encrypted(Utf8JsonWriter json, Subscription subscription, MailboxChange change)
    {
        var content = Write(data =>
        {
            data.WriteString("@odata.type", "#microsoft.graph.event");
            var shape = EventShape.Default with { Select = subscription.Select, ImmutableIds = subscription.ImmutableIds };
            new EventWriter(data, shape).WriteMembers(change.Item.View());
        });
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(subscription.Certificate!));
        using var rsa = certificate.GetRSAPublicKey()!;
        var key = RandomNumberGenerator.GetBytes(32);
        using var aes = Aes.Create();
        aes.Key = key;
        var data = aes.EncryptCbc(content, key.AsSpan(0, 16));
        json.WriteStartObject("encryptedContent");
        json.WriteBase64String("data", data);
        json.WriteBase64String("dataSignature", HMACSHA256.HashData(key, data));
        json.WriteBase64String("dataKey", rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA1));
        json.WriteString("encryptionCertificateId", subscription.CertificateId);
        json.WriteString("encryptionCertificateThumbprint", certificate.Thumbprint);
        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(768);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
