using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Clients.Office365;

/// <summary>How an update of an invitation ended.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Event">The event after the update, with its new ETag; null unless it was updated.</param>
public sealed record UpdateOutcome(UpdateStatus Status, CalendarEvent? Event = null)
{
    public static readonly UpdateOutcome Conflict = new(UpdateStatus.Conflict);

    public static readonly UpdateOutcome Gone = new(UpdateStatus.Gone);

    /// <summary>The ETag after the update; a notification about this version is the echo of our own write.</summary>
    public string? ETag => Event?.ETag;
}

/// <summary>What became of an update.</summary>
public enum UpdateStatus
{
    Updated,

    /// <summary>Somebody changed the event since it was read: nothing was written; read it again and decide anew.</summary>
    Conflict,

    /// <summary>The event is no longer there.</summary>
    Gone,
}
