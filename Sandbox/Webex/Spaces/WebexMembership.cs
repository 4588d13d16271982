namespace HybridCalendar.Sandbox.Webex;

/// <summary>One member of a space; somebody outside the organization has no known name.</summary>
internal sealed record WebexMembership(string Id, string PersonId, string Email, string DisplayName, bool IsModerator, DateTimeOffset Created);
