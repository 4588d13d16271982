namespace HybridCalendar.Grains.Conferences;

/// <summary>
/// The changes that some meetings could not be told of, and when they are told again. Kept in memory: after a restart all are told at once.
/// </summary>
internal sealed class TmsRoomTries(Jitter jitter)
{
    /// <summary>About half a day: a meeting that cannot be told by then has lost its state, and hears when it is seen next.</summary>
    private const int Most = 20;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);
    private readonly Dictionary<TmsRoomChange, (int Failures, DateTimeOffset Next)> _failed = [];

    /// <summary>Forgets the others.</summary>
    public void KeepOnly(IReadOnlyCollection<TmsRoomChange> changes)
    {
        foreach (var gone in _failed.Keys.Except(changes).ToList())
            _failed.Remove(gone);
    }

    public bool IsDue(TmsRoomChange change, DateTimeOffset now) => !_failed.TryGetValue(change, out var tries) || tries.Next <= now;

    /// <summary>Notes that a change could not be told.</summary>
    /// <returns>False when it was tried often enough.</returns>
    public bool Failed(TmsRoomChange change, DateTimeOffset now)
    {
        var failures = _failed.GetValueOrDefault(change).Failures + 1;
        _failed[change] = (failures, now + jitter.PauseAfter(failures, s_longestPause));
        return failures < Most;
    }
}
