using System.Collections.Immutable;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>The active subscriptions, by id and by mailbox. Expired ones are gone without a word.</summary>
internal sealed class SubscriptionRegistry(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Subscription> _byId = [];
    private readonly Dictionary<Guid, ImmutableHashSet<Guid>> _byMailbox = [];

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public IReadOnlyList<Subscription> All
    {
        get
        {
            lock (_gate)
                return [.. _byId.Values.Where(s => s.Expires > Now)];
        }
    }

    public Subscription? Find(Guid id)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out var found) && found.Expires > Now ? found : null;
    }

    public IReadOnlyList<Subscription> Of(Guid mailbox)
    {
        lock (_gate)
        {
            if (!_byMailbox.TryGetValue(mailbox, out var ids))
                return [];
            var now = Now;
            var all = ids.Select(id => _byId[id]).ToList();
            foreach (var expired in all.Where(s => s.Expires <= now))
                Drop(expired);
            return [.. all.Where(s => s.Expires > now)];
        }
    }

    /// <summary>Adds it unless the mailbox has its fill.</summary>
    public bool TryAdd(Subscription subscription, int most)
    {
        lock (_gate)
        {
            if (Of(subscription.Mailbox).Count >= most)
                return false;
            _byId[subscription.Id] = subscription;
            _byMailbox[subscription.Mailbox] = (_byMailbox.GetValueOrDefault(subscription.Mailbox) ?? []).Add(subscription.Id);
            return true;
        }
    }

    public Subscription? Change(Guid id, Func<Subscription, Subscription> change)
    {
        lock (_gate)
            return _byId.TryGetValue(id, out var found) ? _byId[id] = change(found) : null;
    }

    public Subscription? Remove(Guid id)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(id, out var found))
                Drop(found);
            return found;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _byMailbox.Clear();
        }
    }

    private void Drop(Subscription subscription)
    {
        _byId.Remove(subscription.Id);
        var rest = _byMailbox[subscription.Mailbox].Remove(subscription.Id);
        if (rest.IsEmpty)
            _byMailbox.Remove(subscription.Mailbox);
        else
            _byMailbox[subscription.Mailbox] = rest;
    }
}
