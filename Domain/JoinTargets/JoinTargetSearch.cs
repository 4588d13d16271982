namespace HybridCalendar.Domain.JoinTargets;

/// <summary>What a search of an event for a join target gave.</summary>
/// <param name="Target">What to dial, or null: the meeting gets no Join button from its text.</param>
/// <param name="Refused">What was looked at and refused, at most <see cref="JoinTargetFinder.MaxRefused"/>.</param>
/// <param name="Warnings">What an administrator should know; no private text.</param>
public sealed record JoinTargetSearch(JoinTarget? Target, IReadOnlyList<RefusedCandidate> Refused, IReadOnlyList<string> Warnings);
