using System.Security.Cryptography.X509Certificates;
using NodaTime;

namespace HybridCalendar.Clients.Office365;

/// <summary>A subscription to make for all events of one mailbox.</summary>
/// <param name="Mailbox">Mail address or object id.</param>
/// <param name="NotificationUrl">Receives change notifications; https.</param>
/// <param name="LifecycleUrl">Receives lifecycle notifications; https. It cannot be changed later.</param>
/// <param name="ClientState">The secret that each notification carries back, at most 128 characters; see <see cref="Notifications.ClientState"/>.</param>
/// <param name="Expiration">Graph allows 7 days, 1 day with <paramref name="Rich"/>, and raises what is nearer than 45 minutes to that.</param>
/// <param name="Rich">Null for notifications that carry no more than an id.</param>
public sealed record SubscriptionRequest(
    string Mailbox, Uri NotificationUrl, Uri LifecycleUrl, string ClientState, Instant Expiration, RichNotifications? Rich = null);

/// <summary>Asks for notifications that carry the event's fields, encrypted for us.</summary>
/// <param name="CertificateId">Our name of the key, at most 128 characters; each notification carries it back.</param>
/// <param name="Certificate">An RSA certificate of 2,048 to 4,096 bits; only its public part is sent.</param>
public sealed record RichNotifications(string CertificateId, X509Certificate2 Certificate);
