using HybridCalendar.Domain.Series;
using NodaTime;

namespace HybridCalendar.Grains.Users;

/// <summary>How far a read of a user's whole calendar is. Kept in memory alone: after a crash it begins anew.</summary>
/// <param name="startedAt">When it began; the calendar is read from then on.</param>
/// <param name="end">Up to where it is read.</param>
/// <param name="horizon">How far ahead meetings are processed.</param>
/// <param name="asked">How often such a read had been asked for when it began.</param>
internal sealed class CalendarPass(Instant startedAt, Instant end, Horizon horizon, int asked)
{
    /// <summary>A calendar is read slice by slice: a list of months may have no end at Graph, or none in time.</summary>
    public static readonly Duration SliceLength = Duration.FromDays(62);

    public Instant StartedAt { get; } = startedAt;

    public Instant End { get; } = end;

    public Horizon Horizon { get; } = horizon;

    public int Asked { get; } = asked;

    /// <summary>Where the slice begins that is being read.</summary>
    public Instant Slice { get; set; } = startedAt;

    /// <summary>Graph's ids of what was processed.</summary>
    public HashSet<string> Done { get; } = [];

    /// <summary>What was processed since the read of the slice began: what its pages say of it may be out of date.</summary>
    public HashSet<string> ReadSince { get; } = [];

    /// <summary>What is still to be done, step by step; null when a step failed.</summary>
    public IAsyncEnumerator<int>? Steps { get; set; }
}
