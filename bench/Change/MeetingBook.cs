namespace HybridCalendar.Bench.Change;

/// <summary>All meetings, and the seeded choice of what happens next. A meeting whose change is under way is not chosen again.</summary>
internal sealed class MeetingBook(ChangePlan plan, DateTimeOffset tomorrow)
{
    private const int Days = 25;
    private const int SlotsADay = 48;
    private const double ShareOfSeries = 0.3;
    private readonly Lock _lock = new();
    private readonly Random _random = new(plan.Seed);
    private readonly Dictionary<int, BenchMeeting> _all = [];
    private readonly List<int> _idle = [];
    private readonly Dictionary<(int Room, bool IsSeries), Queue<int>> _freeSlots = [];

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
            var isSeries = _random.NextDouble() < ShareOfSeries;
            var meeting = new BenchMeeting(_all.Count + 1, organizer, (organizer + 1 + _random.Next(plan.Users - 1)) % plan.Users, room, hasKeyword)
            {
                Start = NextSlot(room, isSeries),
                Occurrences = isSeries ? [.. Enumerable.Repeat(new BenchOccurrence(), BenchMeeting.Weeks)] : [],
            };
            return _all[meeting.Number] = meeting;
        }
    }

    /// <summary>
    /// The next change and the meeting as it will be then. Every second change of a series is one of a single occurrence. While all meetings wait for
    /// a device, new ones are made.
    /// </summary>
    public BenchChange Next()
    {
        ChangeKind kind;
        lock (_lock)
        {
            kind = (ChangeKind)_random.Next((int)(_idle.Count > 0 ? ChangeKind.Cancel : ChangeKind.NewWithLink) + 1);
            if (kind >= ChangeKind.Move)
                return ChangeOf(kind, TakeIdle());
        }
        return new BenchChange(kind, Invent(kind == ChangeKind.NewWithKeyword));
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

    private BenchChange ChangeOf(ChangeKind kind, BenchMeeting before)
    {
        var left = Enumerable.Range(0, before.Occurrences.Length).Where(week => !before.Occurrences[week].IsCancelled).ToList();
        if (left.Count > 1 && _random.Next(2) == 0)
            return ChangeOf(kind, before, left[_random.Next(left.Count)]);
        return new BenchChange(kind, kind switch
        {
            ChangeKind.Move => before.IsSeries ? before.Shifted() : before with { Start = NextSlot(before.Room, isSeries: false) },
            ChangeKind.Rename => before with { Renames = before.Renames + 1 },
            _ => before with { IsCancelled = true },
        });
    }

    private static BenchChange ChangeOf(ChangeKind kind, BenchMeeting before, int week)
    {
        var one = before.Occurrences[week];
        return kind switch
        {
            ChangeKind.Move => new BenchChange(ChangeKind.MoveOccurrence, before.With(week, one with { IsShifted = !one.IsShifted }), week),
            ChangeKind.Rename => new BenchChange(ChangeKind.RenameOccurrence, before.With(week, one with { Renames = one.Renames + 1 }), week),
            _ => new BenchChange(ChangeKind.CancelOccurrence, before.With(week, one with { IsCancelled = true }), week),
        };
    }

    /// <summary>Series have the half hours of the first week to themselves, and the same ones of the weeks after.</summary>
    private DateTimeOffset NextSlot(int room, bool isSeries)
    {
        if (!_freeSlots.TryGetValue((room, isSeries), out var slots))
        {
            var shuffled = Enumerable.Range(0, (isSeries ? 7 : Days) * SlotsADay).Where(slot => slot % 2 == (isSeries ? 1 : 0)).ToArray();
            _random.Shuffle(shuffled);
            _freeSlots[(room, isSeries)] = slots = new Queue<int>(shuffled);
        }
        return tomorrow + (slots.Dequeue() * BenchMeeting.Slot);
    }
}
