namespace HybridCalendar.Sandbox.Demo;

/// <summary>How a step of the scripted day went.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Ok">Whether every device showed what the calendar says, and the invitation what it should.</param>
/// <param name="LatencyMs">From the calendar's answer to the last device's right list.</param>
/// <param name="Problem">What was wrong; null when nothing.</param>
public sealed record DemoStep(string Name, bool Ok, double LatencyMs, string? Problem);
