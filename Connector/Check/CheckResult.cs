namespace HybridCalendar.Connector.Check;

/// <summary>What a check of the link to TMS found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it is.</param>
/// <param name="Text">What was found, and what to do about it; a sentence.</param>
internal sealed record CheckResult(string Name, CheckState State, string Text);

/// <summary>How a thing is that was checked.</summary>
internal enum CheckState
{
    Good,

    /// <summary>Meetings are booked, but not all will be as wanted.</summary>
    Warning,

    /// <summary>Meetings cannot be booked until it is mended.</summary>
    Bad,

    /// <summary>Not looked at.</summary>
    Skipped,
}
