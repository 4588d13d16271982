using HybridCalendar.Clients;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>What a series grain stores.</summary>
public sealed record SeriesState
{
    /// <summary>The meeting as its organizer's mailbox showed it last; null until then.</summary>
    public MeetingSighting? Sighting { get; init; }

    public SeriesProgress Progress { get; init; } = SeriesProgress.None;

    /// <summary>The join details that we got.</summary>
    public MeetingJoinDetails? Details { get; init; }

    /// <summary>The host and, when known, the id of a Webex meeting that has to be deleted.</summary>
    public ReleasedMeeting? Released { get; init; }

    /// <summary>Rooms that were invited once and have to hear of changes.</summary>
    public IReadOnlyList<string> RoomsToTell { get; init; } = [];

    /// <summary>When Webex or Graph refused for good, UTC; null when they never did.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>Tries of the step that comes next.</summary>
    public int Attempts { get; init; }

    public Timeline Timeline { get; init; } = Timeline.Empty;
}

/// <summary>A Webex meeting that has to be deleted.</summary>
/// <param name="Host">Whose meeting it is.</param>
/// <param name="MeetingId">Webex's id; null when a crash came between making it and noting it.</param>
/// <param name="Start">When it was to start, UTC; Webex finds a meeting near its start only.</param>
public sealed record ReleasedMeeting(string Host, string? MeetingId, DateTimeOffset Start);
