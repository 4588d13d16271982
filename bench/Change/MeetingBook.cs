namespace HybridCalendar.Bench.Change;

/// <summary>All meetings, and the seeded choice of what happens next. A meeting whose change is under way is not chosen again.</summary>
internal sealed class MeetingBook(ChangePlan plan, DateTimeOffset tomorrow)
{
    private const int Days = 25;
    private readonly Lock _lock = new();
    private readonly Random _random = new(plan.Seed);
    private readonly Dictionary<int, BenchMeeting> _all = [];
    private readonly List<int> _idle = [];
    private readonly Dictionary<int, Queue<int>> _freeSlots = [];

    public BenchMeeting[] All
    {
        get
        {
            lock (_lock)
                return [.. _all.Values];
        }
    }

    /// <summary>A meeting that does not exist yet, in a room and at a time that are free.</summary>
    public BenchMeeting Invent(bool hasKeyword)
    {
        lock (_lock)
        {
            var room = _random.Next(plan.Rooms);
            var organizer = _random.Next(plan.Users);
            var meeting = new BenchMeeting(_all.Count + 1, organizer, (organizer + 1 + _random.Next(plan.Users - 1)) % plan.Users, room, hasKeyword)
            {
                Start = NextSlot(room),
            };
            return _all[meeting.Number] = meeting;
        }
    }

    /// <summary>The next change and the meeting as it will be then.</summary>
    public (ChangeKind Kind, BenchMeeting Before, BenchMeeting After) Next()
    {
        ChangeKind kind;
        lock (_lock)
        {
            kind = (ChangeKind)_random.Next(Enum.GetValues<ChangeKind>().Length);
            if (kind >= ChangeKind.Move)
            {
                var before = TakeIdle();
                return (kind, before, kind switch
                {
                    ChangeKind.Move => before with { Start = NextSlot(before.Room) },
                    ChangeKind.Rename => before with { Renames = before.Renames + 1 },
                    _ => before with { IsCancelled = true },
                });
            }
        }
        var made = Invent(kind == ChangeKind.NewWithKeyword);
        return (kind, made, made);
    }

    /// <summary>A change has reached the device: the meeting may be changed again.</summary>
    public void Put(BenchMeeting meeting)
    {
        lock (_lock)
        {
            _all[meeting.Number] = meeting;
            if (!meeting.IsCancelled)
                _idle.Add(meeting.Number);
        }
    }

    private BenchMeeting TakeIdle()
    {
        var index = _random.Next(_idle.Count);
        var number = _idle[index];
        _idle[index] = _idle[^1];
        _idle.RemoveAt(_idle.Count - 1);
        return _all[number];
    }

    private DateTimeOffset NextSlot(int room)
    {
        if (!_freeSlots.TryGetValue(room, out var slots))
        {
            var shuffled = Enumerable.Range(0, Days * 48).ToArray();
            _random.Shuffle(shuffled);
            _freeSlots[room] = slots = new Queue<int>(shuffled);
        }
        return tomorrow + (slots.Dequeue() * BenchMeeting.Length);
    }
}
