using NodaTime;

namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>An instance of a series that runs.</summary>
/// <param name="Slot">The day that the pattern gives it.</param>
/// <param name="Conference">How TMS has it.</param>
/// <param name="Address">What is dialled: people are in it.</param>
internal sealed record RunningInstance(LocalDate Slot, Conference Conference, string Address);
