using System.ComponentModel.DataAnnotations;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>How mailboxes are watched.</summary>
public sealed class MailboxOptions
{
    public const string Section = "Mailboxes";

    /// <summary>The address under which Graph reaches the gateway, such as <c>https://calendar.company.com</c>.</summary>
    [Required]
    public Uri? PublicUrl { get; set; }

    /// <summary>How often a mailbox is read although nothing was heard of it: 1 minute to 1 day. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ReconcilePeriod { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a subscription is made for; Graph allows 7 days. Renewed at half of it.</summary>
    [Range(typeof(TimeSpan), "00:45:00", "7.00:00:00")]
    public TimeSpan SubscriptionLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many days ahead a user's calendar is searched for keywords when it is read whole: 31 to 1,800. Default 184.</summary>
    [Range(31, 1800)]
    public int UserDays { get; set; } = 184;

    public Uri NotificationUrl => new(PublicUrl!, "graph/notifications");

    public Uri LifecycleUrl => new(PublicUrl!, "graph/lifecycle");
}
