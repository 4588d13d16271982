namespace HybridCalendar.Grains.Mailboxes;

/// <summary>An event that could not be read, or a series that could not be asked or told: it alone is left out, and tried again.</summary>
/// <param name="Attempts">How often it was tried, each time after its pause.</param>
/// <param name="LastTry">When the last of these was, UTC.</param>
/// <param name="NextTry">When it is tried again by itself, UTC.</param>
/// <param name="Version">What it looked like then; null when that is not known.</param>
public sealed record TroubledEvent(int Attempts, DateTimeOffset LastTry, DateTimeOffset NextTry, string? Version = null);
