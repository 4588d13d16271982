using HybridCalendar.Bench.Change;

namespace HybridCalendar.Bench.Quiet;

/// <summary>What to measure.</summary>
/// <param name="World">The organization; nothing changes in it.</param>
/// <param name="Period">Every how long the mailboxes look by themselves while it is measured.</param>
/// <param name="Looks">How many times each mailbox looks.</param>
internal sealed record QuietPlan(ChangePlan World, TimeSpan Period, int Looks);
