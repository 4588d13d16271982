using System.Net;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Gateway.Notifications;

/// <summary>Finds the hints among what was posted: of a subscription of ours, with its secret, and when rich proved and whole.</summary>
internal sealed class NotificationScreen(
    SubscriptionRegistry subscriptions, ValidationTokenValidator tokens, RichNotificationKeys keys, UnknownSubscriptionLimit limit,
    NotificationMeter meter)
{
    /// <returns>The hints to keep, or null when the sender named too many unknown subscriptions to look them all up.</returns>
    /// <exception cref="Clients.Office365.GraphException">The keys of validation tokens cannot be had now.</exception>
    public async ValueTask<IReadOnlyList<JournaledHint>?> ScreenAsync(NotificationBatch batch, IPAddress? sender, CancellationToken cancel)
    {
        var hints = new List<JournaledHint>(batch.Items.Count);
        int unknown = 0, forged = 0, unproved = 0, unopened = 0;
        bool? isProved = null;
        foreach (var item in batch.Items)
        {
            var subscription = subscriptions.FindKnown(item.SubscriptionId);
            if (subscription is null)
            {
                if (!limit.MayLookUp(sender))
                    return null;
                subscription = await subscriptions.FindAsync(item.SubscriptionId);
                if (subscription is null)
                    limit.CountMiss(sender);
            }
            if (subscription is null)
                unknown++;
            else if (!ClientState.Matches(item.ClientState, subscription.ClientStateHash))
                forged++;
            else if (item.EncryptedContent is not null && !(isProved ??= await IsProvedAsync(batch, cancel)))
                unproved++;
            else if (item.EncryptedContent is not null && !IsWhole(item.EncryptedContent))
                unopened++;
            else
                hints.Add(new JournaledHint(subscription.Mailbox, KindOf(item), item.EventId ?? ""));
        }
        meter.CountDropped(batch.Malformed, unknown, forged, unproved, unopened);
        return hints;
    }

    /// <summary>
    /// Microsoft asks for 202 before tokens are validated, so that the answer tells an attacker nothing. Ours tells nothing either,
    /// as it is the same for both outcomes; but it comes afterwards, as it is a promise that must survive a crash.
    /// </summary>
    private async ValueTask<bool> IsProvedAsync(NotificationBatch batch, CancellationToken cancel) =>
        await tokens.FindProblemAsync(batch.ValidationTokens, cancel) is null;

    /// <summary>What stands in the content is not used: an older notification may come after a newer one, a read tells what is.</summary>
    private bool IsWhole(EncryptedContent content)
    {
        try
        {
            keys.Decrypt(content);
            return true;
        }
        catch (RichContentException)
        {
            return false;
        }
    }

    private static HintKind KindOf(ChangeNotification item) => item.Lifecycle switch
    {
        LifecycleEvent.Missed => HintKind.Missed,
        LifecycleEvent.SubscriptionRemoved => HintKind.SubscriptionRemoved,
        LifecycleEvent.ReauthorizationRequired => HintKind.ReauthorizationRequired,
        _ => HintKind.Changed,
    };
}
