using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>How far ahead TMS can be booked. What is configured may be more than TMS's administrator allows, which TMS tells only by refusing.</summary>
internal sealed class TmsWindow(Duration longest)
{
    public static readonly Duration Shortest = Duration.FromDays(1);

    /// <summary>An administrator may have changed it, and a refusal may have come of clocks that differ.</summary>
    private static readonly Duration s_memory = Duration.FromDays(1);

    private readonly Lock _gate = new();
    private (Duration Reach, Instant Until) _refused = (Duration.MaxValue, Instant.MinValue);

    public Duration Longest => longest;

    /// <summary>As far as TMS has not refused.</summary>
    public Duration At(Instant now)
    {
        lock (_gate)
            return now < _refused.Until ? Duration.Max(Shortest, Duration.Min(longest, _refused.Reach - Shortest)) : longest;
    }

    /// <summary>TMS refused a start so far ahead.</summary>
    public void Refused(Duration reach, Instant now)
    {
        lock (_gate)
        {
            if (now >= _refused.Until || reach < _refused.Reach)
                _refused = (reach, now + s_memory);
        }
    }
}
