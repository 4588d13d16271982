using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Clusters;

/// <summary>What came of the changes that were made at the moment of a blow.</summary>
/// <param name="Changes">As many as there are rooms.</param>
/// <param name="SecondsUntilHalfRight">From the blow until half of them were on their devices.</param>
/// <param name="SecondsUntilRight">From the blow until all were.</param>
/// <param name="SecondsUntilPanelsRight">From the blow until every panel had shown what its room's device does; null when one never did.</param>
internal sealed record Blow(IReadOnlyList<ChangeResult> Changes, double SecondsUntilHalfRight, double SecondsUntilRight, double? SecondsUntilPanelsRight);
