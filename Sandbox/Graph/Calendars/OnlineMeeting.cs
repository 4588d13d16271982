namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>Graph's onlineMeetingInfo of a Teams meeting.</summary>
public sealed record OnlineMeeting(string JoinUrl, string ConferenceId, string TollNumber);
