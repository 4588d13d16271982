using System.ComponentModel.DataAnnotations;
using HybridCalendar.Clients.Office365.Notifications;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>How mailboxes are watched.</summary>
public sealed class MailboxOptions
{
    public const string Section = "Mailboxes";

    /// <summary>By Graph's own clock, and it refuses more.</summary>
    private static readonly TimeSpan s_longestLife = TimeSpan.FromDays(7);

    /// <summary>With resource data.</summary>
    private static readonly TimeSpan s_longestRichLife = TimeSpan.FromDays(1);

    /// <summary>Our clock may run ahead of Graph's.</summary>
    private static readonly TimeSpan s_clockReserve = TimeSpan.FromMinutes(5);

    /// <summary>The address under which Graph reaches the gateway, such as <c>https://calendar.company.com</c>.</summary>
    [Required]
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// How often a mailbox is read although nothing was heard of it: 1 minute to 1 day, and at most a quarter of
    /// <see cref="RequestedLifetime"/>, as subscriptions are renewed then. Default 15 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ReconcilePeriod { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long a subscription is made for, 45 minutes to 7 days, which is the default; with <see cref="EncryptionCertificatePath"/>
    /// no more than 1 day, whatever stands here. What Graph allows at the most is asked for less 5 minutes. Renewed at half of it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:45:00", "7.00:00:00")]
    public TimeSpan SubscriptionLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// A PFX file, or a PEM file that holds certificate and private key (RSA, 2,048 to 4,096 bits; it may be self-signed), by which
    /// Graph encrypts what it sends. When it is set, notifications are rich: they carry the event's fields and a token that
    /// proves that Graph sent them. Null, the default: basic notifications, which carry no more than an id. All hosts need the same.
    /// A new certificate is taken by a restart; each mailbox then subscribes anew.
    /// </summary>
    public string? EncryptionCertificatePath { get; set; }

    /// <summary>The password of the file, when it has one.</summary>
    public string? EncryptionCertificatePassword { get; set; }

    /// <summary>
    /// The certificates that came before: notifications that are still encrypted by them are read. Graph repeats a notification for
    /// up to 4 hours, so one may go a day after it was replaced. Where several hosts run, a new certificate first goes here on all of them.
    /// </summary>
    public IList<CertificateFile> FormerEncryptionCertificates { get; } = [];

    /// <summary>How long a room may leave an invitation unanswered before its health says so: 1 second to 1 day. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AnswerWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a subscription is asked for.</summary>
    public TimeSpan RequestedLifetime
    {
        get
        {
            var most = (string.IsNullOrEmpty(EncryptionCertificatePath) ? s_longestLife : s_longestRichLife) - s_clockReserve;
            return SubscriptionLifetime < most ? SubscriptionLifetime : most;
        }
    }

    public Uri NotificationUrl => new(PublicUrl!, "graph/notifications");

    public Uri LifecycleUrl => new(PublicUrl!, "graph/lifecycle");
}
