using HybridCalendar.Clients.Office365;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.JoinRules;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Overviews;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>What every mailbox grain needs from its silo.</summary>
public sealed class MailboxServices(
    IOffice365Calendar calendar,
    SubscriptionKeeper subscriptions,
    Catalog catalog,
    Restores restores,
    WorkspaceClaims claims,
    OverviewTable overview,
    JoinRuleSource joinRules,
    IOptions<MailboxOptions> options,
    IOptions<OrganizationOptions> organization,
    IOptions<Office365Options> office365,
    TimeProvider time,
    Jitter jitter,
    FirstReads firstReads,
    ILoggerFactory loggers)
{
    public IOffice365Calendar Calendar { get; } = calendar;

    public SubscriptionKeeper Subscriptions { get; } = subscriptions;

    public Catalog Catalog { get; } = catalog;

    public Restores Restores { get; } = restores;

    public WorkspaceClaims Claims { get; } = claims;

    public OverviewTable Overview { get; } = overview;

    public JoinRuleSource JoinRules { get; } = joinRules;

    public MailboxOptions Options { get; } = options.Value;

    public string OrganizationKey { get; } = GrainKeys.Organization(organization.Value.Id);

    /// <summary>Our application in Entra ID, for commands that an administrator runs.</summary>
    public string ClientId { get; } = office365.Value.ClientId;

    public TimeProvider Time { get; } = time;

    public Jitter Jitter { get; } = jitter;

    public FirstReads FirstReads { get; } = firstReads;

    public ILogger Log { get; } = loggers.CreateLogger("HybridCalendar.Mailboxes");
}
