using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Options;
using NodaTime;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>
/// Makes, renews and ends mailboxes' subscriptions. Nobody ends a call early, a mailbox that is deactivated neither: a subscription that Graph has
/// made and nobody has noted is nobody's for days.
/// </summary>
public sealed class SubscriptionKeeper(
    IGraphSubscriptions graph, SubscriptionRegistry registry, RichNotificationKeys keys, IOptions<MailboxOptions> options, TimeProvider time,
    Jitter jitter) : IDisposable
{
    /// <summary>Graph counts subscription calls for all mailboxes together: 1,000 in 20 seconds.</summary>
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(20);

    /// <summary>The mailbox's turn waits along: its calendar is to be read all the same, and others call it.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _slots = new(16);
    private readonly Lock _gate = new();

    /// <summary>When the last of those who found no slot is to try again.</summary>
    private DateTimeOffset _lastTry;

    private string? CertificateId => keys.Current?.CertificateId;

    /// <summary>
    /// A subscription that is good for a while: the one given, renewed when it is due, or a new one. One that was made for another
    /// certificate, or for none, is replaced.
    /// </summary>
    /// <param name="mailboxKey">Key of the mailbox grain.</param>
    /// <param name="current">The subscription that the mailbox has, or null.</param>
    public async Task<SubscriptionState> KeepAsync(string mailboxKey, SubscriptionState? current)
    {
        var isFit = current is null || current.CertificateId == CertificateId;
        if (current is not null && isFit && time.GetUtcNow() < current.RenewAt)
            return current;
        await TakeSlotAsync();
        try
        {
            if (!isFit)
            {
                // First, as Graph may refuse a second subscription for the same events. What changes meanwhile is found by the
                // read of everything that follows a new subscription.
                await EndAsync(current!);
                current = null;
            }
            return current is not null && await RenewAsync(current) is { } renewed
                ? renewed
                : await CreateAsync(mailboxKey);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task TakeSlotAsync()
    {
        using var deadline = new CancellationTokenSource(s_longestWait, time);
        try
        {
            await _slots.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new GraphException(GraphError.Transient, "subscription: too many others are being made now.", late) { RetryAfter = NextTry() };
        }
    }

    /// <summary>Not all at once, as they read each time: one after the other, and none later than it is looked after anyway.</summary>
    private TimeSpan NextTry()
    {
        var now = time.GetUtcNow();
        var latest = now + options.Value.ReconcilePeriod;
        lock (_gate)
        {
            var next = (_lastTry > now ? _lastTry : now) + s_between;
            _lastTry = next < latest ? next : latest;
            return _lastTry - now;
        }
    }

    /// <returns>False when Graph no longer knows the subscription.</returns>
    public Task<bool> ReauthorizeAsync(SubscriptionState current) => graph.ReauthorizeAsync(current.Id);

    public async Task EndAsync(SubscriptionState current)
    {
        await graph.DeleteAsync(current.Id);
        await registry.RemoveAsync(current.Id);
    }

    /// <summary>Graph has dropped the subscription itself.</summary>
    public Task ForgetAsync(SubscriptionState current) => registry.RemoveAsync(current.Id);

    public void Dispose() => _slots.Dispose();

    private async Task<SubscriptionState?> RenewAsync(SubscriptionState current)
    {
        var renewed = await graph.RenewAsync(current.Id, Expiration());
        if (renewed is not null)
            return Describe(renewed);
        await registry.RemoveAsync(current.Id);
        return null;
    }

    private async Task<SubscriptionState> CreateAsync(string mailboxKey)
    {
        var secret = ClientState.Create();
        var made = await graph.CreateAsync(
            new SubscriptionRequest(
                GrainKeys.IdOf(mailboxKey), options.Value.NotificationUrl, options.Value.LifecycleUrl, secret, Expiration(), keys.Current));
        try
        {
            await registry.AddAsync(new RegisteredSubscription
            {
                Id = made.Id,
                Mailbox = mailboxKey,
                ClientStateHash = ClientState.Hash(secret),
                Expires = made.Expiration.ToUnixTimeMilliseconds(),
            });
        }
        catch
        {
            // Each further try would leave one more at Graph.
            await graph.DeleteAsync(made.Id);
            throw;
        }
        return Describe(made);
    }

    private Instant Expiration() => Instant.FromDateTimeOffset(time.GetUtcNow() + options.Value.RequestedLifetime);

    /// <summary>Half of the life, less up to a tenth: mailboxes that were enabled together are not renewed together.</summary>
    private SubscriptionState Describe(GraphSubscription subscription)
    {
        var now = time.GetUtcNow();
        var expires = subscription.Expiration.ToDateTimeOffset();
        return new SubscriptionState(subscription.Id, now + jitter.BeforeHalf(expires - now), expires, CertificateId);
    }
}
