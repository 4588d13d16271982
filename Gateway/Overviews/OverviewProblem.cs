namespace HybridCalendar.Gateway.Overviews;

/// <summary>A mailbox with a problem.</summary>
/// <param name="IsRoom">Whether it is a room's.</param>
/// <param name="Mail">Its address.</param>
/// <param name="Name">For people; may be empty.</param>
/// <param name="Text">What is wrong.</param>
public sealed record OverviewProblem(bool IsRoom, string Mail, string Name, string Text);
