namespace HybridCalendar.Grains.Connectors;

/// <summary>
/// How often askers were told what came of their requests, and when they are told again: one that never takes it, as what is stored of it
/// cannot be read, must not be told every half minute for ever. Kept in memory: after a restart all are told anew.
/// </summary>
internal sealed class Tellings
{
    /// <summary>A crash, a full disk or a long turn are over by then.</summary>
    private const int Many = 5;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);
    private readonly Dictionary<string, (int Times, DateTimeOffset Next)> _told = [];

    /// <summary>Askers that were told often and did not take it.</summary>
    public int Deaf => _told.Values.Count(telling => telling.Times >= Many);

    public bool IsDue(string requestId, DateTimeOffset now) => !_told.TryGetValue(requestId, out var telling) || telling.Next <= now;

    public void Note(string requestId, DateTimeOffset now)
    {
        var times = _told.GetValueOrDefault(requestId).Times + 1;
        var pause = s_firstPause * Math.Pow(2, Math.Min(times - 1, 10));
        _told[requestId] = (times, now + (pause < s_longestPause ? pause : s_longestPause));
    }

    public void Forget(string requestId) => _told.Remove(requestId);
}
