using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>
/// One conference in TMS: a whole meeting, or a stretch of a series that is longer than TMS takes at once. What an answer tells of
/// the parts goes into the meeting's next request.
/// </summary>
/// <param name="Number">1 for the first; a number is never used for another stretch of the same meeting.</param>
/// <param name="ConferenceId">TMS's id. It changes with edits: for people, never to find the conference again.</param>
/// <param name="First">The first slot of the stretch, a date in the request's zone.</param>
/// <param name="Last">The last slot of the stretch.</param>
/// <param name="Until">When the last occurrence ends.</param>
/// <param name="Join">How to join it; null when TMS did not tell.</param>
public sealed record ConferencePart(int Number, long ConferenceId, LocalDate First, LocalDate Last, Instant Until, ConferenceJoin? Join)
{
    /// <summary>
    /// The TMS systems in which occurrences are, or were once: where what is left of cancelled ones is found. Null when that is not known, as of what was booked but never
    /// reported.
    /// </summary>
    public IReadOnlyList<long>? Systems { get; init; }

    /// <summary>The same part, when occurrences of it may be booked in more systems from now on.</summary>
    public ConferencePart Inviting(IEnumerable<long> systems) => Systems is null ? this : this with { Systems = [.. Systems.Union(systems).Order()] };
}
