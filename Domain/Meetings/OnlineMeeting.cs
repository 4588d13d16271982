namespace HybridCalendar.Domain.Meetings;

/// <summary>Graph's <c>onlineMeetingInfo</c>, with the provider beside it. Null members were not given.</summary>
public sealed record OnlineMeeting(string? JoinUrl, string? ConferenceId, string? Provider);
