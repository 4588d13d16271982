namespace HybridCalendar.Grains.Keys;

/// <summary>A key as it is listed, without its bytes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">What it is good for.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ChangedAt">When its status changed last, UTC.</param>
public sealed record KeyInfo(string Id, KeyStatus Status, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);
