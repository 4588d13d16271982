using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>From when to when a series repeats, in the days of its zone.</summary>
/// <param name="Type">endDate, numbered or noEnd.</param>
/// <param name="StartDate">No occurrence is earlier.</param>
/// <param name="EndDate">The last day an occurrence may have, for type endDate.</param>
/// <param name="Count">The number of occurrences, for type numbered, 1 to 999.</param>
/// <param name="Zone">The zone whose wall clock the series follows.</param>
public sealed record RecurrenceRange(string Type, LocalDate StartDate, LocalDate? EndDate, int Count, string Zone);
