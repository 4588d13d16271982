using System.Collections.Concurrent;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Sandbox.Graph.Control;
using HybridCalendar.Sandbox.Time;

namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>Turns changes of mailboxes into notifications for whoever subscribed.</summary>
internal sealed class NotificationPublisher
{
    private readonly MailboxDirectory _directory;
    private readonly SubscriptionRegistry _subscriptions;
    private readonly NotificationSender _sender;
    private readonly FaultBoard _faults;
    private readonly CallCounters _counters;
    private readonly DelayedWork _later;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<Guid, byte> _missed = new();

    public NotificationPublisher(MailboxDirectory directory, SubscriptionRegistry subscriptions, NotificationSender sender,
        FaultBoard faults, CallCounters counters, DelayedWork later, TimeProvider time)
    {
        (_directory, _subscriptions, _sender, _faults, _counters, _later, _time) = (directory, subscriptions, sender, faults, counters, later, time);
        directory.Observer = Publish;
        // What a dropping endpoint lost it is told by the lifecycle event "missed", which goes to its other address.
        sender.Dropped = ReportMissed;
    }

    /// <summary>Sends a lifecycle event to a subscription that has an address for it.</summary>
    public bool Lifecycle(Subscription subscription, string lifecycleEvent)
    {
        if (subscription.LifecycleUrl is not { } url)
            return false;
        if (_faults.Strike(FaultKind.LoseLifecycle, _directory.Find(subscription.Mailbox.ToString())) is not null)
            return true;
        _sender.Send(new(url, NotificationWriter.Lifecycle(subscription, lifecycleEvent), subscription, IsRich: false));
        _counters.Event("lifecycleNotifications");
        return true;
    }

    private void ReportMissed(Notification notification)
    {
        // Once per subscription until it is told: every dropped notification would else bring its own.
        if (notification.Subscription.LifecycleUrl is not { } url || url == notification.Url || !_missed.TryAdd(notification.Subscription.Id, 0))
            return;
        _later.At(_time.GetUtcNow() + _sender.Penalty, () =>
        {
            _missed.TryRemove(notification.Subscription.Id, out _);
            if (_subscriptions.Find(notification.Subscription.Id) is { } subscription)
                Lifecycle(subscription, "missed");
        });
    }

    private void Publish(MailboxChange change)
    {
        foreach (var subscription in _subscriptions.Of(change.Mailbox.Id))
        {
            if (_faults.Strike(FaultKind.VanishSubscription, change.Mailbox) is not null)
                _subscriptions.Remove(subscription.Id);
            else if (!subscription.IsPaused)
                Publish(subscription, change);
        }
    }

    private void Publish(Subscription subscription, MailboxChange change)
    {
        if (subscription.Wants(change.ChangeType))
            Send(subscription, change);
        if (change.ChangeType == "created" && subscription.Wants("updated") && _faults.Strike(FaultKind.CreatedAndUpdated, change.Mailbox) is not null)
            Send(subscription, change with { ChangeType = "updated" });
    }

    private void Send(Subscription subscription, MailboxChange change)
    {
        var mailbox = change.Mailbox;
        _counters.Event("notifications");
        if (_faults.Strike(FaultKind.LoseNotification, mailbox) is not null)
        {
            _counters.Event("notificationsLostOnPurpose");
            return;
        }
        var withId = _faults.Strike(FaultKind.NotificationWithoutId, mailbox) is null;
        var withEvent = _faults.Strike(FaultKind.NotificationWithoutEvent, mailbox) is null;
        var rich = subscription.IncludeResourceData == true;
        var notification = new Notification(subscription.NotificationUrl, NotificationWriter.Change(subscription, change, withId, withEvent), subscription, rich);
        if (_faults.Strike(FaultKind.MalformedNotification, mailbox) is not null)
            _sender.Send(notification with { Json = NotificationWriter.Malformed(subscription), IsRich = false });
        if ((_faults.Strike(FaultKind.DelayNotification, mailbox) ?? _faults.Strike(FaultKind.ReorderNotification, mailbox)) is { } delay)
            _later.At(_time.GetUtcNow().AddMilliseconds(delay.DelayMs), () => _sender.Send(notification));
        else
            _sender.Send(notification);
        if (_faults.Strike(FaultKind.DuplicateNotification, mailbox) is not null)
            _sender.Send(notification);
    }
}
