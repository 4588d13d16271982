using HybridCalendar.Sandbox.Graph.Rooms;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>
/// A user's or room's mailbox with its calendars. Writers hold <see cref="Gate"/>; what is read from it is immutable.
/// </summary>
public sealed class Mailbox
{
    private const int TombstonesKept = 20_000;
    private readonly Action<MailboxChange> _changed;
    private readonly Dictionary<long, CalendarItem> _items = [];
    private readonly Dictionary<string, List<long>> _byMeeting = [];
    private readonly Dictionary<string, long> _byTransaction = [];
    private readonly List<Tombstone> _tombstones = [];
    private long _sequence;

    internal Mailbox(MailboxSeed seed, Guid id, Action<MailboxChange> changed)
    {
        _changed = changed;
        Id = id;
        Address = seed.Address;
        DisplayName = seed.DisplayName;
        Locale = seed.Locale;
        TimeZone = seed.TimeZone;
        Room = seed.Room;
        HasMailbox = seed.HasMailbox;
        RewritesLinks = seed.RewritesLinks;
    }

    /// <summary>Directory id.</summary>
    public Guid Id { get; }
    /// <summary>SMTP address and user principal name.</summary>
    public string Address { get; }
    /// <summary>Display name.</summary>
    public string DisplayName { get; set; }
    /// <summary>Language, such as <c>bg-BG</c>.</summary>
    public string Locale { get; set; }
    /// <summary>Windows or IANA name of its zone.</summary>
    public string TimeZone { get; set; }
    /// <summary>Set for a room.</summary>
    public RoomSettings? Room { get; set; }
    /// <summary>False when there is no cloud mailbox behind the user.</summary>
    public bool HasMailbox { get; }
    /// <summary>Whether mail protection (Safe Links) rewrites the links of what comes in.</summary>
    public bool RewritesLinks { get; set; }
    /// <summary>Delta tokens of an older generation are answered 410.</summary>
    public int Generation { get; private set; } = 1;
    /// <summary>Change number of the latest change.</summary>
    public long Sequence => Interlocked.Read(ref _sequence);

    internal Lock Gate { get; } = new();
    /// <summary>When the last message under way to this mailbox arrives: messages do not overtake each other.</summary>
    internal Instant LastArrival { get; set; } = Instant.MinValue;
    /// <summary>Messages to this mailbox that have not arrived, or are not answered yet.</summary>
    internal int MailUnderWay { get; set; }
    internal Person Person => new(DisplayName, Address);
    internal CalendarFolders Folders { get; } = new();

    /// <summary>The items of a calendar, by default of the default one, in the order they came in.</summary>
    public IReadOnlyList<CalendarItem> Items(long calendar = 0)
    {
        lock (Gate)
            return [.. _items.Values.Where(item => item.Calendar == calendar)];
    }

    /// <summary>The item with this number, if it is still there.</summary>
    public CalendarItem? Find(long number)
    {
        lock (Gate)
            return _items.GetValueOrDefault(number);
    }

    internal CalendarItem? FindByTransaction(string transactionId) =>
        _byTransaction.TryGetValue(transactionId, out var number) ? _items.GetValueOrDefault(number) : null;

    /// <summary>The copies of a meeting: one for a whole series, or one each for single occurrences.</summary>
    internal IReadOnlyList<CalendarItem> FindMeeting(string uid) =>
        _byMeeting.TryGetValue(ICalUId.Series(uid), out var numbers) ? [.. numbers.Select(n => _items[n])] : [];

    internal (IReadOnlyList<CalendarItem> Items, IReadOnlyList<Tombstone> Gone, long Sequence) ChangesSince(long item, long tombstone)
    {
        lock (Gate)
        {
            return ([.. _items.Values.Where(i => i.Calendar == 0 && i.Sequence > item).OrderBy(i => i.Sequence)],
                [.. _tombstones.Where(t => t.Sequence > tombstone)], _sequence);
        }
    }

    /// <summary>Stores an item, new or changed. The caller holds <see cref="Gate"/>.</summary>
    internal CalendarItem Put(CalendarItem item, Instant now)
    {
        var sequence = ++_sequence;
        item = item with { Sequence = sequence, Modified = now };
        var before = _items.GetValueOrDefault(item.Number);
        _items[item.Number] = item;
        if (before is null)
        {
            Index(item);
        }
        else if (before.Calendar == 0 && item.Calendar != 0)
        {
            Bury(new(sequence, item.Id));
        }
        else if (before.IsSeries)
        {
            foreach (var slot in Series.LostSlots(before, item, now.InUtc().Date))
                Bury(new(sequence, new(Id, item.Number, slot)));
        }
        Tell(item, before?.Calendar == 0, item.Calendar == 0);
        return item;
    }

    /// <summary>Deletes an item. The caller holds <see cref="Gate"/>.</summary>
    internal void Remove(CalendarItem item)
    {
        if (!_items.Remove(item.Number))
            return;
        var numbers = _byMeeting[ICalUId.Series(item.UId)];
        numbers.Remove(item.Number);
        if (numbers.Count == 0)
            _byMeeting.Remove(ICalUId.Series(item.UId));
        if (item.TransactionId is not null)
            _byTransaction.Remove(item.TransactionId);
        Bury(new(++_sequence, item.Id));
        Tell(item, item.Calendar == 0, isThere: false);
    }

    // Only the default calendar is told of; what moves out of it is deleted there.
    private void Tell(CalendarItem item, bool wasThere, bool isThere)
    {
        if (wasThere || isThere)
            _changed(new(this, item, !isThere ? "deleted" : wasThere ? "updated" : "created"));
    }

    /// <summary>Makes every delta token given out so far unknown.</summary>
    public void ExpireDeltaTokens()
    {
        lock (Gate)
            Generation++;
    }

    private void Index(CalendarItem item)
    {
        var key = ICalUId.Series(item.UId);
        if (!_byMeeting.TryGetValue(key, out var numbers))
            _byMeeting[key] = numbers = [];
        numbers.Add(item.Number);
        if (item.TransactionId is not null)
            _byTransaction[item.TransactionId] = item.Number;
    }

    private void Bury(Tombstone tombstone)
    {
        _tombstones.Add(tombstone);
        if (_tombstones.Count <= TombstonesKept)
            return;
        // Who synchronizes from before the forgotten ones must start again, as with the real service's bounded cache.
        _tombstones.RemoveRange(0, TombstonesKept / 2);
        Generation++;
    }
}
