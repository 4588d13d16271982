namespace HybridCalendar.Grains.Series;

/// <summary>
/// An instance that was under way when its meeting was edited. Office 365 and its devices follow the edit; a conference on the
/// premises goes on as it was (it becomes an exception there), and needs to know how that was.
/// </summary>
/// <param name="Slot">When the pattern had it start, UTC.</param>
/// <param name="Start">When it started, UTC.</param>
/// <param name="End">When it was to end before the edit, UTC.</param>
/// <param name="Subject">Its series' title before the edit.</param>
/// <param name="EditedAt">When the first edit was seen, UTC.</param>
/// <param name="Changes">What the edits changed.</param>
public sealed record ActiveInstance(
    DateTimeOffset Slot, DateTimeOffset Start, DateTimeOffset End, string Subject, DateTimeOffset EditedAt, MeetingChanges Changes);
