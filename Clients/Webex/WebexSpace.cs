namespace HybridCalendar.Clients.Webex;

/// <summary>A space made for a meeting.</summary>
/// <param name="Details">How to join it.</param>
/// <param name="MembersLeftOut">How many of the members Webex refused, for instance because they are blocked from the organization.</param>
public sealed record WebexSpace(MeetingJoinDetails Details, int MembersLeftOut);
