using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Http;
using Microsoft.Extensions.Options;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>Reads and checks the JSON of subscriptions.</summary>
internal sealed class SubscriptionReader(MailboxDirectory directory, TimeProvider time, IOptions<GraphSandboxOptions> options)
{
    private const int LongestText = 128;

    private static readonly string[] Names =
    [
        "changeType", "notificationUrl", "lifecycleNotificationUrl", "resource", "expirationDateTime", "clientState", "latestSupportedTlsVersion",
        "includeResourceData", "encryptionCertificate", "encryptionCertificateId", "notificationQueryOptions", "notificationUrlAppId",
        "id", "applicationId", "creatorId", "notificationContentType",
    ];

    private static readonly HashSet<string> Changeable = ["expirationDateTime", "notificationUrl", "encryptionCertificate", "encryptionCertificateId", "id"];

    public Subscription Create(JsonElement json, string app, string tenant, bool immutableIds)
    {
        var given = Values(json);
        foreach (var name in (string[])["changeType", "notificationUrl", "resource", "expirationDateTime"])
        {
            if (!given.ContainsKey(name))
                throw Invalid($"The required property '{name}' is missing.");
        }
        var rich = given.TryGetValue("includeResourceData", out var include) && include.Bool("includeResourceData");
        var (mailbox, select) = Resource(given["resource"].String("resource"), rich);
        var subscription = new Subscription
        {
            Id = Guid.NewGuid(),
            AppId = app,
            Tenant = tenant,
            Mailbox = mailbox.Id,
            Resource = given["resource"].String("resource"),
            ChangeType = ChangeType(given["changeType"].String("changeType")),
            NotificationUrl = Url(given["notificationUrl"], "notificationUrl"),
            LifecycleUrl = given.TryGetValue("lifecycleNotificationUrl", out var lifecycle) ? Url(lifecycle, "lifecycleNotificationUrl") : null,
            ClientState = Short(given, "clientState"),
            Expires = Expiration(given["expirationDateTime"], rich),
            IncludeResourceData = given.ContainsKey("includeResourceData") ? rich : null,
            TlsVersion = given.TryGetValue("latestSupportedTlsVersion", out var tls)
                ? tls.OneOf("latestSupportedTlsVersion", "v1_0", "v1_1", "v1_2", "v1_3") : "v1_2",
            ImmutableIds = immutableIds,
            Select = select,
        };
        return rich ? WithCertificate(subscription, given) : subscription;
    }

    public Subscription Change(Subscription subscription, JsonElement json)
    {
        var given = Values(json);
        if (given.Keys.FirstOrDefault(n => !Changeable.Contains(n)) is { } fixedName)
            throw Invalid($"The property '{fixedName}' of a subscription can't be changed.");
        if (given.TryGetValue("expirationDateTime", out var expires))
            subscription = subscription with { Expires = Expiration(expires, subscription.IncludeResourceData == true) };
        if (given.TryGetValue("notificationUrl", out var url))
            subscription = subscription with { NotificationUrl = Url(url, "notificationUrl") };
        return given.ContainsKey("encryptionCertificate") || given.ContainsKey("encryptionCertificateId") ? WithCertificate(subscription, given) : subscription;
    }

    private static Dictionary<string, JsonElement> Values(JsonElement json) =>
        json.Members("subscription", Names).Where(m => m.Value.ValueKind != JsonValueKind.Null).ToDictionary(m => m.Name, m => m.Value);

    private (Mailbox Mailbox, IReadOnlySet<string>? Select) Resource(string resource, bool rich)
    {
        var question = resource.IndexOf('?', StringComparison.Ordinal);
        var path = GraphPath.Segments(question < 0 ? resource : resource[..question]);
        if (path.Count > 0 && Same(path[0], "me"))
            throw Invalid("A subscription on '/me' needs a delegated token.");
        if (path is not [var users, var user, var events] || !Same(users, "users") || !Same(events, "events"))
            throw Invalid($"Resource '{resource}' is not supported.");
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(question < 0 ? "" : resource[question..]);
        var select = query.FirstOrDefault(o => Same(o.Key, "$select")).Value.ToString();
        if (query.Keys.FirstOrDefault(k => !Same(k, "$select")) is { } other)
            throw Invalid($"The query option '{other}' is not supported for subscriptions.");
        if (rich && select.Length == 0)
            throw Invalid("Subscriptions with resource data on this resource need $select.");
        if (rich && select.Split(',', StringSplitOptions.TrimEntries).Any(s => Same(s, "body") || Same(s, "uniqueBody")))
            throw Invalid("The property 'body' is not supported in notifications with resource data.");
        return (directory.Get(user), ShapeReader.Select(select));
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string ChangeType(string text)
    {
        var types = text.Split(',', StringSplitOptions.TrimEntries).Select(t => t.ToLowerInvariant()).ToList();
        return types.All(t => t is "created" or "updated" or "deleted") ? string.Join(',', types)
            : throw Invalid($"The value '{text}' of 'changeType' is not supported.");
    }

    // Graph takes https only. Plain http to this very machine is the one liberty of this server.
    private static Uri Url(JsonElement json, string name)
    {
        if (!Uri.TryCreate(json.String(name), UriKind.Absolute, out var url))
            throw Invalid($"The '{name}' is not an absolute URL.");
        return url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)
            ? url : throw Invalid($"The '{name}' must be an HTTPS URL.");
    }

    private static string? Short(Dictionary<string, JsonElement> given, string name)
    {
        var text = given.TryGetValue(name, out var value) ? value.String(name) : null;
        return text is null || text.Length <= LongestText ? text : throw Invalid($"The '{name}' is longer than {LongestText} characters.");
    }

    private Instant Expiration(JsonElement json, bool rich)
    {
        var text = json.String("expirationDateTime");
        var expires = GraphTime.Read(text) ?? throw GraphException.Body($"Cannot convert the literal '{text}' to the expected type 'Edm.DateTimeOffset'.");
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var most = rich ? options.Value.RichSubscriptionLifetime : options.Value.SubscriptionLifetime;
        if (expires > now + Duration.FromTimeSpan(most))
            throw new GraphException(400, "ValidationError", $"Subscription expiration can only be {most.TotalMinutes:0} minutes in the future.");
        return Instant.Max(expires, now + Duration.FromTimeSpan(options.Value.SubscriptionFloor));
    }

    private static Subscription WithCertificate(Subscription subscription, Dictionary<string, JsonElement> given)
    {
        var text = given.TryGetValue("encryptionCertificate", out var certificate) ? certificate.String("encryptionCertificate") : null;
        var id = Short(given, "encryptionCertificateId");
        if (text is null || id is null)
            throw Invalid("encryptionCertificate and encryptionCertificateId are required for resource data.");
        try
        {
            using var parsed = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(text));
            using var rsa = parsed.GetRSAPublicKey();
            if (rsa is null || rsa.KeySize is < 2048 or > 4096)
                throw Invalid("The encryption certificate needs an RSA key of 2048 to 4096 bits.");
        }
        catch (Exception e) when (e is FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw Invalid("The encryptionCertificate is not a base64 encoded X.509 certificate.");
        }
        return subscription with { Certificate = text, CertificateId = id };
    }

    private static GraphException Invalid(string message) => new(400, "InvalidRequest", message);
}
