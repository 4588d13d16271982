using HybridCalendar.Domain.JoinTargets;
using NodaTime;

namespace HybridCalendar.Grains.Users;

/// <summary>What a meeting is read with.</summary>
/// <param name="Rules">The rules by which links are found.</param>
/// <param name="CustomTexts">The organization's headers and footers of the join block.</param>
/// <param name="Rooms">Addresses in lower case of people who were invited and are rooms: Outlook leaves a room that was typed among the people there.</param>
/// <param name="Now">The present: tells which occurrence is the next.</param>
public sealed record MeetingReading(JoinRuleSet Rules, IEnumerable<string> CustomTexts, IReadOnlyCollection<string> Rooms, Instant Now);
