using HybridCalendar.Domain.Series;
using NodaTime;

namespace HybridCalendar.Grains.Users;

/// <summary>How far a read of a user's whole calendar is, or of one slice of it. Kept in memory alone: after a crash it begins anew.</summary>
/// <param name="startedAt">When it began; the calendar is read from then on.</param>
/// <param name="end">Up to where it is read.</param>
/// <param name="horizon">How far ahead meetings are processed.</param>
/// <param name="asked">How often such a read had been asked for when it began.</param>
/// <param name="only">The number of the only slice that is read; null for all.</param>
internal sealed class CalendarPass(Instant startedAt, Instant end, Horizon horizon, int asked, int? only = null)
{
    /// <summary>How often a slice is tried before the others are read without it.</summary>
    public const int MostTries = 3;

    public Instant StartedAt { get; } = startedAt;

    public Horizon Horizon { get; } = horizon;

    public int Asked { get; } = asked;

    /// <summary>The number of the only slice that is read, counted from now on; null when the whole calendar is.</summary>
    public int? Only { get; } = only;

    /// <summary>The number of the slice that is being read.</summary>
    public int Slice { get; private set; } = only ?? 0;

    /// <summary>Whether a slice is being read, and not what comes after the last.</summary>
    public bool IsInSlice => SliceStart < end && !(Slice > Only);

    public Instant SliceStart => StartedAt + (Slice * CalendarSlices.Length);

    public Instant SliceEnd => Instant.Min(SliceStart + CalendarSlices.Length, end);

    /// <summary>How often the slice that is being read has failed so far.</summary>
    public int Tries { get; set; }

    /// <summary>What kept slices from being read that were passed over, by their numbers.</summary>
    public Dictionary<int, Exception> PassedOver { get; } = [];

    /// <summary>Whether all slices so far were passed over: then it is no part of the calendar that cannot be read, but all.</summary>
    public bool HasReadNothing => PassedOver.Count == Slice;

    /// <summary>Graph's ids of the series that the slice shows which is being read, as far as it was read.</summary>
    public HashSet<string> Masters { get; } = [];

    /// <summary>Those that slices showed which were passed over.</summary>
    public HashSet<string> MastersLeft { get; } = [];

    /// <summary>Graph's ids of what was processed.</summary>
    public HashSet<string> Done { get; } = [];

    /// <summary>What was processed since the read of the slice began: what its pages say of it may be out of date.</summary>
    public HashSet<string> ReadSince { get; } = [];

    /// <summary>What is still to be done, step by step; null when a step failed.</summary>
    public IAsyncEnumerator<int>? Steps { get; set; }

    public void NextSlice()
    {
        Slice++;
        Tries = 0;
    }

    /// <summary>Goes on with the next slice.</summary>
    public void PassOver(Exception failure)
    {
        PassedOver[Slice] = failure;
        MastersLeft.UnionWith(Masters);
        NextSlice();
    }
}
