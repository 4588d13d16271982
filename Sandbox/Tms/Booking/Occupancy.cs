using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Who is busy when, by system and day, so that a check does not look at everything.</summary>
internal sealed class Occupancy
{
    public const int Bridge = 0;
    private readonly Dictionary<(int System, int Day), List<TmsInstance>> _busy = [];

    /// <summary>Notes an occurrence anew: what it holds may have changed.</summary>
    public void Note(TmsInstance instance)
    {
        Forget(instance);
        instance.Places = [.. Held(instance).SelectMany(system => Days(instance.Data.Start, instance.Data.End).Select(day => (system, day)))];
        foreach (var place in instance.Places)
        {
            if (!_busy.TryGetValue(place, out var there))
                _busy[place] = there = [];
            there.Add(instance);
        }
    }

    public void Forget(TmsInstance instance)
    {
        foreach (var place in instance.Places)
            _busy[place].Remove(instance);
        instance.Places = [];
    }

    public void Clear() => _busy.Clear();

    public IEnumerable<TmsInstance> Overlapping(int system, Instant start, Instant end) => Days(start, end)
        .SelectMany(day => _busy.GetValueOrDefault((system, day)) ?? [])
        .Where(one => one.Data.Start < end && start < one.Data.End)
        .Distinct();

    private static IEnumerable<int> Held(TmsInstance instance)
    {
        if (instance.Deleted || instance.Defect == TmsDefect.Conflict)
            return [];
        return instance.Defect == TmsDefect.None && instance.Data.Ports > 0 ? [.. instance.Data.Systems.Distinct(), Bridge] : instance.Data.Systems.Distinct();
    }

    private static IEnumerable<int> Days(Instant start, Instant end)
    {
        var first = (int)Math.Floor((start - NodaConstants.UnixEpoch).TotalDays);
        var last = (int)Math.Floor((end - NodaConstants.UnixEpoch).TotalDays);
        return Enumerable.Range(first, last - first + 1);
    }
}
