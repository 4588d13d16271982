using System.Collections.Immutable;
using HybridCalendar.Clients;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Conferences;
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

    /// <summary>What Webex was told last of the meeting's times; null when it made none, or it is not known.</summary>
    public MadeMeeting? Made { get; init; }

    /// <summary>The join block that was written last; null when none was.</summary>
    public WrittenBlock? Written { get; init; }

    /// <summary>The starts with which a Webex meeting may have been made, whose answer never came.</summary>
    public AskedStarts? Asked { get; init; }

    /// <summary>How many of the people invited were taken into the Webex space, or refused by it, in their order.</summary>
    public int MembersDone { get; init; }

    /// <summary>Graph's ids of the occurrences whose own text is to be brought in line.</summary>
    public ImmutableArray<string> OccurrencesToMend { get; init; } = [];

    /// <summary>How often that was done, by Graph's id, since the text was last seen to be right.</summary>
    public ImmutableDictionary<string, int> OccurrenceWrites { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The host and, when known, the id of a Webex meeting that has to be deleted.</summary>
    public ReleasedMeeting? Released { get; init; }

    /// <summary>Rooms that were invited once and have to hear of changes.</summary>
    public IReadOnlyList<string> RoomsToTell { get; init; } = [];

    /// <summary>More Webex meetings that have to be deleted: those that Webex refused to delete, and what came meanwhile.</summary>
    public ImmutableArray<ReleasedMeeting> ToRelease { get; init; } = [];

    /// <summary>When Webex or Graph refused for good, UTC; null when they never did.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>When the organizer's copy was seen to be gone, UTC; null while it is there, and in what was stored before this was noted.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Since when there has been no mailbox of the organizer, whose calendar is not read, UTC; null while there is one, or nobody has looked.</summary>
    public DateTimeOffset? MailboxGoneSince { get; init; }

    /// <summary>Since when we may not look at the meeting in the mailbox of its organizer, who is switched off; null when we may, or nobody looked.</summary>
    public DateTimeOffset? MailboxClosedSince { get; init; }

    /// <summary>Instances that were under way when the meeting was edited, as they were then; the last ones.</summary>
    public ImmutableArray<ActiveInstance> ActiveInstances { get; init; } = [];

    /// <summary>Whether the meeting is over for good: nothing is kept of it once its work is done.</summary>
    public bool IsOver { get; init; }

    /// <summary>Tries of the step that comes next.</summary>
    public int Attempts { get; init; }

    /// <summary>TMS's ids of the systems in the rooms that are invited, to a series as such, and have not declined, in order.</summary>
    public IReadOnlyList<long> TmsSystems { get; init; } = [];

    /// <summary>Rooms that have TMS book them by their own calendars, since nobody watches the organizer's mailbox any more.</summary>
    public ImmutableArray<string> RoomsOfTheirOwn { get; init; } = [];

    /// <summary>The occurrences that have, or once had, other systems than the series.</summary>
    public IReadOnlyList<OccurrenceSystems> TmsOccurrences { get; init; } = [];

    /// <summary>Which titles are not shown on devices, so not told to TMS either.</summary>
    public TitleMasking Masking { get; init; } = TitleMasking.Private;

    /// <summary>How far the meeting is with TMS; null when TMS was never asked.</summary>
    public ConferenceProgress? Conference { get; init; }

    /// <summary>Whether something is left to do, or an answer to come.</summary>
    public bool HasWork => Progress.HasWork || Conference?.RequestId is not null;

    public Timeline Timeline { get; init; } = Timeline.Empty;
}
