namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>An event that is gone, for those who synchronize.</summary>
/// <param name="Sequence">The mailbox' change number at which it went.</param>
/// <param name="Id">Its id.</param>
internal sealed record Tombstone(long Sequence, ItemId Id);
