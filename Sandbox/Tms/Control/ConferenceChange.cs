namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>What somebody changes in TMS's own pages.</summary>
/// <param name="Title">New title; null leaves it.</param>
/// <param name="Start">New start, UTC; null leaves it.</param>
/// <param name="End">New end, UTC; null leaves it.</param>
internal sealed record ConferenceChange(string? Title = null, DateTimeOffset? Start = null, DateTimeOffset? End = null);
