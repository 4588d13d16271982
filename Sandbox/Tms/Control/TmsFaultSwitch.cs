namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>One fault switch. What it does not name, it does not restrict.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Operation">Only this operation, e.g. <c>SaveConferenceWithMode</c>.</param>
/// <param name="DelayMs">For <see cref="TmsFaultKind.Delay"/>, <see cref="TmsFaultKind.Late"/> and <see cref="TmsFaultKind.Cut"/>: how long it waits, in milliseconds.</param>
/// <param name="Probability">Chance that a matching call is hit, 0 to 1.</param>
/// <param name="Seed">Seed of that chance: the same seed hits the same calls in a row.</param>
/// <param name="Count">After so many hits the switch is off; null is forever.</param>
/// <param name="Fault">For <see cref="TmsFaultKind.Fault"/>: a name of <see cref="Soap.TmsErrorCode"/>, in any case.</param>
internal sealed record TmsFaultSwitch(
    TmsFaultKind Kind, string? Operation = null, int DelayMs = 1000, double Probability = 1, int Seed = 1, int? Count = null, string? Fault = null);
