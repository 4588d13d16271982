namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>How the scenarios of a world ended.</summary>
/// <param name="Edits">Edits that were made.</param>
/// <param name="Refused">Edits that Graph refused.</param>
/// <param name="Blows">What befell the world.</param>
/// <param name="Passed">How much time had to pass after the last edit.</param>
/// <param name="Wrong">Each scenario that did not end as the calendars say: its story and its differences.</param>
internal sealed record PremisesOutcome(int Edits, int Refused, IReadOnlyList<string> Blows, TimeSpan Passed, IReadOnlyList<string> Wrong);
