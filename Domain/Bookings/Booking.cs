using HybridCalendar.Domain.JoinTargets;
using NodaTime;

namespace HybridCalendar.Domain.Bookings;

/// <summary>One meeting as a device is given it: a row of RoomOS <c>Bookings Put</c>.</summary>
public sealed record Booking
{
    /// <summary>Ours, at most 128 characters; the same for the same meeting as long as its calendar identity stays.</summary>
    public required string Id { get; init; }

    /// <summary>The calendar's own lasting identity of the meeting, at most 128 characters.</summary>
    public required string MeetingId { get; init; }

    /// <summary>What the device shows; never empty, at most <see cref="BookingText.MaxLength"/> UTF-16 units.</summary>
    public required string Title { get; init; }

    /// <summary>Never empty: the address stands in for a missing name.</summary>
    public required string OrganizerName { get; init; }

    /// <summary>May be empty.</summary>
    public string OrganizerEmail { get; init; } = "";

    public required Instant StartTime { get; init; }

    /// <summary>Whole minutes, at least 1; a part of a minute counts as one.</summary>
    public required int DurationMinutes { get; init; }

    /// <summary>How long before the start Join is allowed.</summary>
    public int StartBufferSeconds { get; init; }

    /// <summary>How long past the end the meeting may last.</summary>
    public int EndBufferSeconds { get; init; }

    /// <summary>True when the calendar marks the meeting private or confidential.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>What Join dials; null for a meeting without a button. One that the device cannot dial is never kept here.</summary>
    public JoinTarget? JoinTarget { get; init; }

    /// <summary>The event that it comes from, in the room's mailbox.</summary>
    public required string EventId { get; init; }

    /// <summary>The event's identity over all mailboxes, or null.</summary>
    public string? ICalUId { get; init; }

    /// <summary>Why there is no button; null when there is one.</summary>
    public NoButtonReason? NoButton { get; init; }

    public Instant EndTime => StartTime + Duration.FromMinutes(DurationMinutes);
}
