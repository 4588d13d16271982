using HybridCalendar.Gateway.Api;

namespace HybridCalendar.Gateway.Users;

/// <summary>What came of saving a user.</summary>
/// <param name="Problems">What is wrong with the settings.</param>
/// <param name="IsStale">Whether somebody else changed the settings since they were read.</param>
internal sealed record UserSave(Problems Problems, bool IsStale = false);
