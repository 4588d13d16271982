using HybridCalendar.Clients;

namespace HybridCalendar.Grains.Series;

/// <summary>Join details, or why there are none until somebody changes something.</summary>
/// <param name="Details">Null when refused.</param>
/// <param name="Refusal">A sentence for an administrator; null when there are details.</param>
public sealed record JoinDetailsResult(MeetingJoinDetails? Details, string? Refusal = null);
