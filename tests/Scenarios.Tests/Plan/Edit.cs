namespace HybridCalendar.Scenarios.Tests.Plan;

/// <summary>
/// One step of a scenario. What it does in detail follows from the dice and from what is there when its turn comes, so that a list from
/// which steps were taken out is a scenario too; a step that finds nothing to act on is passed over.
/// </summary>
/// <param name="Number">Its place in the whole scenario; a meeting is named by the step that made it.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Meeting">The meeting that it is done to; for a new one, its own number.</param>
/// <param name="Dice">Seed of the details.</param>
internal sealed record Edit(int Number, EditKind Kind, int Meeting, int Dice);
