using HybridCalendar.Clients.Keys;

namespace HybridCalendar.Grains.Keys;

/// <summary>The keys at one moment, unwrapped.</summary>
internal sealed class KeyRing
{
    public static readonly KeyRing Empty = new([]);
    private readonly Dictionary<string, (OrganizationKey Key, KeyStatus Status)> _byId;

    public KeyRing(IReadOnlyCollection<(OrganizationKey Key, KeyStatus Status)> keys)
    {
        _byId = keys.ToDictionary(entry => entry.Key.Id);
        Active = keys.SingleOrDefault(entry => entry.Status == KeyStatus.Active).Key;
        ForConnectors = [.. keys.Where(entry => entry.Status != KeyStatus.Revoked).Select(entry => entry.Key.Link)];
    }

    public OrganizationKey? Active { get; }

    public IReadOnlyList<LinkKey> ForConnectors { get; }

    public OrganizationKey? Find(string id) => _byId.TryGetValue(id, out var entry) ? entry.Key : null;

    public KeyStatus? StatusOf(string id) => _byId.TryGetValue(id, out var entry) ? entry.Status : null;
}
