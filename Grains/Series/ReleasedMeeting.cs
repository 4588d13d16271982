namespace HybridCalendar.Grains.Series;

/// <summary>A Webex meeting that has to be deleted.</summary>
/// <param name="Host">Whose meeting it is.</param>
/// <param name="MeetingId">Webex's id; null when a crash came between making it and noting it.</param>
/// <param name="Asked">The starts with which it may have been made.</param>
/// <param name="Refusal">Why Webex did not delete it; null while it was never refused.</param>
/// <param name="RefusedSince">When it was refused first, UTC.</param>
public sealed record ReleasedMeeting(string Host, string? MeetingId, AskedStarts Asked, string? Refusal = null, DateTimeOffset? RefusedSince = null);
