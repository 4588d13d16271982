namespace HybridCalendar.Grains.Rooms;

/// <summary>What a room's calendar looked like when it was read last, without what else decides what devices show.</summary>
/// <param name="Window">The day that the window lies around, ISO.</param>
/// <param name="Digest">Of ids, versions, times and answers of the window's events.</param>
/// <param name="Newest">When the last of them was changed, UTC; null for an empty window.</param>
public sealed record SeenCalendar(string Window, string Digest, DateTimeOffset? Newest)
{
    /// <summary>When, at the latest, the calendar was changed since another look at it; null when it was not.</summary>
    /// <param name="before">The earlier look; null when there was none.</param>
    /// <param name="now">UTC: what was deleted, was deleted before.</param>
    public DateTimeOffset? ChangedSince(SeenCalendar? before, DateTimeOffset now) =>
        before is null || before.Digest == Digest ? null
        : Newest > (before.Newest ?? DateTimeOffset.MinValue) ? Newest
        // The window has moved: what left it at one end was not deleted.
        : before.Window != Window ? null
        : now;
}
