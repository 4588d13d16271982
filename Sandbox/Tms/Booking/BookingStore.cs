namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>All conferences, by id and by external key.</summary>
internal sealed class BookingStore
{
    private const int FirstNumber = 8001;
    private readonly Dictionary<int, (TmsBooking Booking, TmsInstance Instance)> _byId = [];
    private readonly Dictionary<(string Source, string Key), TmsBooking> _byKey = [];
    private readonly Dictionary<(string Source, string Key), HashSet<TmsBooking>> _detached = [];
    private readonly List<TmsBooking> _all = [];
    private int _lastId = 1000;

    public Occupancy Occupancy { get; } = new();

    public TransactionLog Log { get; private set; } = new();

    public IReadOnlyList<TmsBooking> All => _all;

    public int NextId() => ++_lastId;

    public TmsBooking New(ConferenceData data, int creatorId)
    {
        var booking = new TmsBooking(FirstNumber + _all.Count, data) { CreatorId = creatorId };
        _all.Add(booking);
        return booking;
    }

    public (TmsBooking Booking, TmsInstance Instance)? Find(int id) => _byId.TryGetValue(id, out var found) ? found : null;

    public TmsBooking? Find(string source, string key) => key.Length == 0 ? null : _byKey.GetValueOrDefault((source, key));

    /// <summary>Conferences that went on by themselves when their series was edited.</summary>
    public IEnumerable<TmsBooking> DetachedFrom(string source, string key) => _detached.GetValueOrDefault((source, key)) ?? [];

    /// <summary>Notes a booking anew after a change.</summary>
    public void Note(TmsBooking booking)
    {
        foreach (var instance in booking.Instances)
        {
            _byId[instance.Id] = (booking, instance);
            Occupancy.Note(instance);
        }
        if (booking.Data.DetachedKey.Length > 0)
            _detached[(booking.Data.DetachedSource, booking.Data.DetachedKey)] = [.. DetachedFrom(booking.Data.DetachedSource, booking.Data.DetachedKey), booking];
        if (booking.Data.Key.Length == 0)
            return;
        if (!booking.Deleted)
            _byKey[(booking.Data.Source, booking.Data.Key)] = booking;
        else if (_byKey.GetValueOrDefault((booking.Data.Source, booking.Data.Key)) == booking)
            _byKey.Remove((booking.Data.Source, booking.Data.Key));
    }

    /// <summary>An occurrence that is replaced leaves nothing behind: its id is unknown from now on.</summary>
    public void Drop(TmsInstance instance)
    {
        Occupancy.Forget(instance);
        _byId.Remove(instance.Id);
    }

    /// <summary>Does something that may fail; then all is as it was before.</summary>
    public void AllOrNothing(Action work)
    {
        var (before, last) = (_all.Select(booking => booking.Copy()).ToList(), Log.Last);
        try
        {
            work();
        }
        catch
        {
            Restore(before);
            Log.Cut(last);
            throw;
        }
    }

    public void Clear()
    {
        Restore([]);
        Log = new TransactionLog();
    }

    private void Restore(List<TmsBooking> before)
    {
        _all.Clear();
        _byId.Clear();
        _byKey.Clear();
        _detached.Clear();
        Occupancy.Clear();
        foreach (var booking in before)
        {
            _all.Add(booking);
            Note(booking);
        }
    }
}
