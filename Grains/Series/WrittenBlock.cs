namespace HybridCalendar.Grains.Series;

/// <summary>What was written into an invitation.</summary>
/// <param name="Fingerprint">What the join block says, in short; null when there was nothing to say.</param>
/// <param name="Header">The organization's text above the details.</param>
/// <param name="Footer">The organization's text below them.</param>
/// <param name="WasThere">Whether the invitation held it already.</param>
public sealed record WrittenBlock(string? Fingerprint, string? Header, string? Footer, bool WasThere = false);
