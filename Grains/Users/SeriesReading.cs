using System.Collections.Immutable;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Users;

/// <summary>What a read of an organizer's meeting or series gave.</summary>
/// <param name="Meeting">The meeting, or the series' master.</param>
/// <param name="Occurrences">
/// The series' exceptions as meetings of their own. One whose keyword and link are the series' asks for nothing.
/// </param>
public sealed record SeriesReading(MeetingSighting Meeting, ImmutableArray<MeetingSighting> Occurrences);
