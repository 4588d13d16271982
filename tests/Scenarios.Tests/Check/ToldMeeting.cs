namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>What the product tells of a meeting in a room.</summary>
/// <param name="UId">The iCalUId of the meeting or of its series.</param>
/// <param name="Start">UTC.</param>
/// <param name="HasButton">Whether devices show Join.</param>
/// <param name="Reason">Why they do not; null when they do.</param>
internal sealed record ToldMeeting(string UId, DateTimeOffset Start, bool HasButton, string? Reason);
