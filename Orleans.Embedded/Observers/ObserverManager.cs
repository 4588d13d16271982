using System.Collections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>A grain's observers by their references.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <summary>
/// A grain's observers. Each subscription is a lease: it ends unless it is renewed within the expiration, and at the first
/// notification that fails.
/// </summary>
/// <remarks>For use inside one grain: not safe across threads. Changes during a notification show from the next one on.</remarks>
public partial class ObserverManager<TIdentity, TObserver>(TimeSpan expiration, ILogger log) : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, Lease> _leases = [];

    /// <summary>The clock, UTC.</summary>
    public Func<DateTime> GetDateTime { get; set; } = () => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>How long a subscription lasts without renewal.</summary>
    public TimeSpan ExpirationDuration { get; set; } = expiration;

    /// <summary>How many subscriptions there are, expired ones included until they are dropped.</summary>
    public int Count => _leases.Count;

    /// <summary>The observers by identity.</summary>
    public IReadOnlyDictionary<TIdentity, TObserver> Observers => _leases.ToDictionary(lease => lease.Key, lease => lease.Value.Observer);

    /// <summary>Adds or renews a subscription.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _leases[id] = new Lease(observer, GetDateTime());

    /// <summary>Ends a subscription, if there is one.</summary>
    public void Unsubscribe(TIdentity id) => _leases.Remove(id);

    /// <summary>Ends all subscriptions.</summary>
    public void Clear() => _leases.Clear();

    /// <summary>Ends the subscriptions that were not renewed in time.</summary>
    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, lease) in _leases.ToArray())
        {
            if (IsExpired(lease, now)) Drop(id, lease);
        }
    }

    /// <summary>Notifies the observers one after the other; one whose notification fails is dropped.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, lease) in Current(predicate))
        {
            try
            {
                await notification(lease.Observer);
            }
            catch (Exception failure)
            {
                LogDropped(log, failure);
                Drop(id, lease);
            }
        }
    }

    /// <summary>Notifies the observers without waiting; one whose notification cannot be sent is dropped.</summary>
    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, lease) in Current(predicate))
        {
            try
            {
                notification(lease.Observer);
            }
            catch (Exception failure)
            {
                LogDropped(log, failure);
                Drop(id, lease);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<TObserver> GetEnumerator() => _leases.Values.Select(lease => lease.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<KeyValuePair<TIdentity, Lease>> Current(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. _leases.Where(lease => predicate?.Invoke(lease.Value.Observer) ?? true)];
    }

    private bool IsExpired(Lease lease, DateTime now) => lease.LastSeen + ExpirationDuration < now;

    /// <summary>Only the lease that was looked at: the observer may have subscribed anew meanwhile.</summary>
    private void Drop(TIdentity id, Lease lease)
    {
        if (_leases.TryGetValue(id, out var current) && ReferenceEquals(current, lease)) _leases.Remove(id);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "An observer failed and is dropped")]
    private static partial void LogDropped(ILogger logger, Exception failure);

    private sealed record Lease(TObserver Observer, DateTime LastSeen);
}
