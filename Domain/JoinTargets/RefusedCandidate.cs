namespace HybridCalendar.Domain.JoinTargets;

/// <summary>Something in the event that looks like a way to join and is none.</summary>
/// <param name="Reason">Why, in words fit for a timeline; never the link or address itself.</param>
/// <param name="Rule">The id of the refusal in the rules; null when the finder itself refused.</param>
/// <param name="FoundIn">Where it stood.</param>
/// <param name="Candidate">The link or address. Private: never into a log, metric or trace.</param>
public sealed record RefusedCandidate(string Reason, string? Rule, FoundIn FoundIn, string Candidate);
