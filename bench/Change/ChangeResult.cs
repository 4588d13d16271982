namespace HybridCalendar.Bench.Change;

/// <summary>One change on its way to the device.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="FromStart">From the moment the person saves until the device has the list.</param>
/// <param name="FromAnswer">From Graph's answer to that write; never below zero, though the device may be faster than the answer.</param>
/// <param name="Failure">Why it counts as lost; null when it arrived.</param>
internal sealed record ChangeResult(ChangeKind Kind, TimeSpan FromStart, TimeSpan FromAnswer, string? Failure = null);
