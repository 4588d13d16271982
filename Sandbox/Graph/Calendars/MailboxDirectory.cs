using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>All users and rooms, found by directory id or address in any case.</summary>
public sealed class MailboxDirectory
{
    private readonly ConcurrentDictionary<string, Mailbox> _byAddress = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Guid, Mailbox> _byId = new();
    private readonly ConcurrentDictionary<string, Mailbox> _byAlias = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called inside the mailbox' lock, in the order of the changes: it must be quick and must not call back.</summary>
    internal Action<MailboxChange>? Observer { get; set; }

    /// <summary>All of them, ordered by address.</summary>
    public IReadOnlyList<Mailbox> All => [.. _byAddress.Values.OrderBy(m => m.Address, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Makes a mailbox, or brings the one with this address up to date; its calendar stays.</summary>
    public Mailbox Add(MailboxSeed seed)
    {
        ZoneNames.Get(seed.TimeZone);
        var mailbox = _byAddress.GetOrAdd(seed.Address, _ => new(seed, seed.Id ?? IdOf(seed.Address), change => Observer?.Invoke(change)));
        (mailbox.DisplayName, mailbox.Locale, mailbox.TimeZone, mailbox.Room) = (seed.DisplayName, seed.Locale, seed.TimeZone, seed.Room);
        _byId[mailbox.Id] = mailbox;
        foreach (var alias in seed.Aliases)
            _byAlias[alias] = mailbox;
        return mailbox;
    }

    /// <summary>The mailbox with this id or address, or nothing.</summary>
    public Mailbox? Find(string idOrAddress) =>
        Guid.TryParse(idOrAddress, out var id) ? _byId.GetValueOrDefault(id)
            : _byAddress.GetValueOrDefault(idOrAddress) ?? _byAlias.GetValueOrDefault(idOrAddress);

    /// <summary>The mailbox with this id or address, or Graph's error.</summary>
    public Mailbox Get(string idOrAddress)
    {
        var mailbox = Find(idOrAddress) ?? throw GraphException.InvalidUser(idOrAddress);
        return mailbox.HasMailbox ? mailbox : throw new GraphException(404, "MailboxNotEnabledForRESTAPI",
            "The mailbox is either inactive, soft-deleted, or is hosted on-premise.");
    }

    internal void Clear()
    {
        _byAddress.Clear();
        _byId.Clear();
        _byAlias.Clear();
    }

    // The same address has the same id in every run, so that links and logs of two runs can be compared.
    private static Guid IdOf(string address) => new(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())).AsSpan(0, 16));
}
