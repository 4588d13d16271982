using System.Text;
using System.Text.Json;

namespace HybridCalendar.Bench.Ingest;

/// <summary>Bodies as Graph posts them, and what identifies a subscription in them.</summary>
internal static class NotificationBodies
{
    private const string Tenant = "6e1fb9c0-7c0b-4b0e-9c5e-0f3f5a1d2c01";

    public static string SubscriptionId(int mailbox) => $"7f105c7d-2dc5-4530-97cd-{mailbox:x12}";

    /// <summary>The secret of a subscription: 43 characters, as the product makes them.</summary>
    public static string StateOf(int mailbox) => $"secret-of-the-subscription-number-{mailbox:d9}";

    /// <summary>So many different bodies of a size, over all mailboxes and several events of each.</summary>
    /// <param name="count">How many bodies.</param>
    /// <param name="size">Notifications in each.</param>
    /// <param name="mailboxes">Over how many mailboxes they spread.</param>
    /// <param name="random">Chooses mailbox and event.</param>
    public static byte[][] Make(int count, int size, int mailboxes, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => Body(Enumerable.Range(0, size).Select(_ => Item(random.Next(mailboxes), random.Next(50)))))];

    private static byte[] Body(IEnumerable<Dictionary<string, object>> items) => JsonSerializer.SerializeToUtf8Bytes(new { value = items });

    private static Dictionary<string, object> Item(int mailbox, int number)
    {
        var user = $"a3bc0f52-9e01-4a6e-8a1b-{mailbox:x12}";
        var id = EventId(mailbox, number);
        return new Dictionary<string, object>
        {
            ["subscriptionId"] = SubscriptionId(mailbox),
            ["subscriptionExpirationDateTime"] = "2027-01-20T18:23:45.9356913+00:00",
            ["changeType"] = "updated",
            ["resource"] = $"Users/{user}/Events/{id}",
            ["resourceData"] = new Dictionary<string, string>
            {
                ["@odata.type"] = "#Microsoft.Graph.Event",
                ["@odata.id"] = $"Users/{user}/Events/{id}",
                ["@odata.etag"] = "W/\"ZlnW4RIAV06KYYwlrfNZvQAALfZeRQ==\"",
                ["id"] = id,
            },
            ["clientState"] = StateOf(mailbox),
            ["tenantId"] = Tenant,
        };
    }

    /// <summary>As long as Exchange's immutable ids are.</summary>
    private static string EventId(int mailbox, int number) =>
        "AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A" + Convert.ToBase64String(Encoding.ASCII.GetBytes($"event-{mailbox:d8}-{number:d8}-0123456789abcdef0123456789abcdef0123456789abcdef"));
}
