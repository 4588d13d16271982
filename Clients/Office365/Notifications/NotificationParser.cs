using System.Text.Json;

namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>
/// Reads what Graph posts. One malformed item is counted and skipped, the others are read: the SDK's model throws away a whole
/// batch for one bad id, and costs ten times as much within the three seconds that Graph gives us.
/// </summary>
public static class NotificationParser
{
    /// <summary>Reads a body.</summary>
    /// <param name="utf8">The whole request body.</param>
    /// <exception cref="JsonException">The body as a whole is not JSON or holds no <c>value</c> array; worth a 400.</exception>
    public static NotificationBatch Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        var batch = new Collector();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The notification is not a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
                ReadItems(ref reader, batch);
            else if (reader.ValueTextEquals("validationTokens"u8))
                ReadTokens(ref reader, batch);
            else
                reader.Skip();
        }
        return batch.HasValue
            ? new NotificationBatch(batch.Items, batch.Tokens, batch.Malformed)
            : throw new JsonException("The notification holds no 'value' array.");
    }

    private static void ReadItems(ref Utf8JsonReader reader, Collector batch)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("'value' is not an array.");
        batch.HasValue = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadItem(ref reader) is { } item)
                batch.Items.Add(item);
            else
                batch.Malformed++;
        }
    }

    private static ChangeNotification? ReadItem(ref Utf8JsonReader reader)
    {
        var start = reader;
        try
        {
            if (JsonSerializer.Deserialize(ref reader, NotificationJsonContext.Default.NotificationJson) is { } json)
                return Convert(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A field of the wrong type, or text with half a surrogate pair: go on behind this item. When the JSON itself is
            // broken here, skipping fails the same way and ends the batch.
            reader = start;
            reader.Skip();
        }
        return null;
    }

    private static ChangeNotification? Convert(NotificationJson json)
    {
        var lifecycle = ReadEnum<LifecycleEvent>(json.LifecycleEvent);
        var change = lifecycle is null ? ReadEnum<ChangeType>(json.ChangeType) : null;
        var eventId = json.ResourceData?.Id is { Length: > 0 } id ? id : null;
        // A change of an event that it does not name is still a reason to look.
        if (string.IsNullOrEmpty(json.SubscriptionId) || (lifecycle is null && change is null && eventId is null))
            return null;
        return new ChangeNotification
        {
            SubscriptionId = json.SubscriptionId,
            ClientState = json.ClientState,
            ChangeType = change,
            EventId = eventId,
            ETag = json.ResourceData?.ETag,
            TenantId = json.TenantId,
            Lifecycle = lifecycle,
            EncryptedContent = json.EncryptedContent,
        };
    }

    private static T? ReadEnum<T>(string? text)
        where T : struct, Enum =>
        text is { Length: > 0 } && char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    private static void ReadTokens(ref Utf8JsonReader reader, Collector batch)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped)
                batch.Tokens.Add(reader.GetString()!);
            else
                reader.Skip();
        }
    }

    private sealed class Collector
    {
        public List<ChangeNotification> Items { get; } = [];

        public List<string> Tokens { get; } = [];

        public int Malformed { get; set; }

        public bool HasValue { get; set; }
    }
}
