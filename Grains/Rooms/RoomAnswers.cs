using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Rooms;

/// <summary>
/// What series answered to this activation of a room, so that not each of them is asked at each read: they tell the room when their answer is another one.
/// Kept in memory: docs/decisions/030.
/// </summary>
/// <param name="life">How old an answer may be: a series may tell in vain.</param>
internal sealed class RoomAnswers(TimeSpan life)
{
    private readonly HashSet<string> _told = [];
    private Dictionary<string, Answer> _before = [];
    private Dictionary<string, Answer>? _now;
    private string? _basis;

    /// <summary>A read begins. What the last one did not come across is forgotten.</summary>
    /// <param name="basis">By what series answer besides their meetings: when it is another one, everything is forgotten.</param>
    public void Begin(string basis)
    {
        _before = basis == _basis && _now is { } last ? last : [];
        _now = [];
        _basis = basis;
        _told.Clear();
    }

    /// <param name="seriesKey">The series grain's key.</param>
    /// <param name="version">Of the meeting's events in the room's calendar.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Null when the series has to be asked.</returns>
    public SeriesJoin? Find(string seriesKey, string version, DateTimeOffset now)
    {
        if (_now is null || !_before.TryGetValue(seriesKey, out var known) || known.Version != version || now - known.AskedAt >= life)
            return null;
        _now[seriesKey] = known;
        return known.Join;
    }

    /// <summary>A series has answered.</summary>
    /// <param name="seriesKey">The series grain's key.</param>
    /// <param name="version">Of the meeting's events in the room's calendar.</param>
    /// <param name="join">The answer.</param>
    /// <param name="askedAt">UTC, or somewhat before.</param>
    public void Keep(string seriesKey, string version, SeriesJoin join, DateTimeOffset askedAt)
    {
        if (_now is not null && SeriesAnswers.IsLasting(join) && !_told.Contains(seriesKey))
            _now[seriesKey] = new Answer(version, join, askedAt);
    }

    /// <summary>A series has another answer than before. What it was asked in the read that is under way may be the old one.</summary>
    public void Forget(string seriesKey)
    {
        if (_now is null)
            return;
        _told.Add(seriesKey);
        _before.Remove(seriesKey);
        _now.Remove(seriesKey);
    }

    /// <summary>Everything is asked anew, by a read that is under way as well as by the next.</summary>
    public void Forget()
    {
        _before = [];
        _now = null;
    }

    private sealed record Answer(string Version, SeriesJoin Join, DateTimeOffset AskedAt);
}
