using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>What makes one occurrence differ from its series.</summary>
/// <param name="Patch">Its changes against the master.</param>
/// <param name="Modified">When it was last changed.</param>
/// <param name="Response">The mailbox owner's answer to this occurrence, when it differs from the one to the series.</param>
public sealed record SeriesException(EventPatch Patch, Instant Modified, ResponseStatus? Response);
