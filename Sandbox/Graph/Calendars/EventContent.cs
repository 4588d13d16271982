using System.Collections.Immutable;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>What an event says: everything a caller can write. Immutable; enumerations are kept as Graph's own words.</summary>
public sealed record EventContent
{
    /// <summary>Title.</summary>
    public string Subject { get; init; } = "";
    /// <summary>Text.</summary>
    public EventBody Body { get; init; } = EventBody.Empty;
    /// <summary>Start; for a series, of its first occurrence.</summary>
    public ZonedTime? Start { get; init; }
    /// <summary>End; for a series, of its first occurrence.</summary>
    public ZonedTime? End { get; init; }
    /// <summary>Whole days, without a zone.</summary>
    public bool IsAllDay { get; init; }
    /// <summary>The main place.</summary>
    public EventLocation Location { get; init; } = EventLocation.None;
    /// <summary>All places.</summary>
    public ImmutableArray<EventLocation> Locations { get; init; } = [];
    /// <summary>Invited people and rooms, without the organizer.</summary>
    public ImmutableArray<EventAttendee> Attendees { get; init; } = [];
    /// <summary>Pattern and range of a series master.</summary>
    public EventRecurrence? Recurrence { get; init; }
    /// <summary>low, normal or high.</summary>
    public string Importance { get; init; } = "normal";
    /// <summary>normal, personal, private or confidential.</summary>
    public string Sensitivity { get; init; } = "normal";
    /// <summary>free, tentative, busy, oof, workingElsewhere or unknown.</summary>
    public string ShowAs { get; init; } = "busy";
    /// <summary>Labels of the mailbox' owner.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];
    /// <summary>Whether a reminder is shown.</summary>
    public bool IsReminderOn { get; init; } = true;
    /// <summary>Minutes.</summary>
    public int ReminderMinutesBeforeStart { get; init; } = 15;
    /// <summary>Whether the organizer wants answers.</summary>
    public bool ResponseRequested { get; init; } = true;
    /// <summary>Whether attendees may propose another time.</summary>
    public bool AllowNewTimeProposals { get; init; } = true;
    /// <summary>Whether attendees see only themselves.</summary>
    public bool HideAttendees { get; init; }
    /// <summary>Whether a Teams meeting belongs to the event.</summary>
    public bool IsOnlineMeeting { get; init; }
    /// <summary>unknown or teamsForBusiness.</summary>
    public string OnlineMeetingProvider { get; init; } = "unknown";
    /// <summary>The Teams meeting.</summary>
    public OnlineMeeting? OnlineMeeting { get; init; }
    /// <summary>Whether the organizer cancelled it and it still shows in an attendee's calendar.</summary>
    public bool IsCancelled { get; init; }
    /// <summary>Single-value extended properties by their id.</summary>
    public ImmutableDictionary<string, string> ExtendedProperties { get; init; } = ImmutableDictionary<string, string>.Empty;

    internal bool Invites(string address) =>
        Attendees.Any(a => string.Equals(a.Address, address, StringComparison.OrdinalIgnoreCase));

    internal bool SameTime(EventContent other) =>
        Start == other.Start && End == other.End && IsAllDay == other.IsAllDay && Recurrence == other.Recurrence;
}
