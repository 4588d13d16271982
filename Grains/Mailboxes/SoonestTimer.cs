using Orleans.Runtime;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>A grain's timer that many set: who wants it sooner is not put off by who wants it later.</summary>
/// <param name="time">The clock.</param>
/// <param name="timer">The timer, which is set to nothing yet.</param>
internal sealed class SoonestTimer(TimeProvider time, IGrainTimer timer)
{
    private DateTimeOffset? _at;

    /// <param name="pause">Less than nothing where the time for it has come while it was reckoned.</param>
    public void RingAfter(TimeSpan pause)
    {
        if (pause < TimeSpan.Zero)
            pause = TimeSpan.Zero;
        var at = time.GetUtcNow() + pause;
        if (_at <= at)
            return;
        _at = at;
        timer.Change(pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has rung: whatever time is wanted from now on is another one.</summary>
    public void HasRung() => _at = null;
}
