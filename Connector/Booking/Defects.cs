using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>Bookings that TMS holds but will not start.</summary>
/// <param name="Count">How many occurrences; 0 for none.</param>
/// <param name="Reason">What is wrong with the first of them.</param>
/// <param name="First">When the first of them starts.</param>
/// <param name="IsOurs">Whether what is in its way is a meeting of the calendar too, which may be about to be moved, or was.</param>
/// <param name="MayBeFree">Whether nothing is in the way of its rooms: what was went while it was looked for, unless ports are short.</param>
/// <param name="RunsAlready">Whether that is one of ours for just this time, which runs: mostly what the room booked by its own copy.</param>
internal sealed record Defects(int Count, ConferenceReason Reason, Instant First, bool IsOurs = false, bool MayBeFree = false, bool RunsAlready = false)
{
    /// <summary>Whether TMS lists fewer instances of a series than it was to make.</summary>
    public bool IsShort { get; init; }

    public static readonly Defects None = new(0, ConferenceReason.None, Instant.MaxValue);
}
