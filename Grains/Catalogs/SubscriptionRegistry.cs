using System.Collections.Concurrent;
using Dapper;

namespace HybridCalendar.Grains.Catalogs;

/// <summary>Which mailbox a Graph subscription belongs to, and the hash of the secret that its notifications must carry.</summary>
public sealed class SubscriptionRegistry(CatalogDatabase database)
{
    private readonly ConcurrentDictionary<string, RegisteredSubscription> _known = new(StringComparer.OrdinalIgnoreCase);

    public async Task AddAsync(RegisteredSubscription subscription)
    {
        await database.ExecuteAsync(
            """
            INSERT INTO subscriptions (id, mailbox, client_state_hash, expires) VALUES (@Id, @Mailbox, @ClientStateHash, @Expires)
            ON CONFLICT (id) DO UPDATE SET mailbox = @Mailbox, client_state_hash = @ClientStateHash, expires = @Expires
            """,
            subscription);
        _known[subscription.Id] = subscription;
    }

    public async Task RemoveAsync(string id)
    {
        await database.ExecuteAsync("DELETE FROM subscriptions WHERE id = @id", new { id });
        _known.TryRemove(id, out _);
    }

    /// <summary>Finds a subscription that was asked for before; null does not mean that it is none of ours.</summary>
    public RegisteredSubscription? FindKnown(string id) => _known.GetValueOrDefault(id);

    /// <summary>Null when the subscription is none of ours. An unknown id costs one read, so limit the callers.</summary>
    public async ValueTask<RegisteredSubscription?> FindAsync(string id)
    {
        if (_known.TryGetValue(id, out var known))
            return known;
        await using var connection = await database.OpenAsync();
        var row = await connection.QuerySingleOrDefaultAsync<RegisteredSubscription>(
            "SELECT id AS Id, mailbox AS Mailbox, client_state_hash AS ClientStateHash, expires AS Expires FROM subscriptions WHERE id = @id",
            new { id });
        return row is null ? null : _known.GetOrAdd(id, row);
    }
}
