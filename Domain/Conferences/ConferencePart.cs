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
public sealed record ConferencePart(int Number, long ConferenceId, LocalDate First, LocalDate Last, Instant Until, ConferenceJoin? Join);
