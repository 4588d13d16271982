using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Series;

/// <summary>One meeting or series: what its organizer asked for, and the join details that it got.</summary>
[Alias("hc.series")]
public interface IMeetingSeriesGrain : IGrainWithStringKey
{
    /// <summary>The organizer's mailbox saw the meeting. Stores what follows from it and starts doing it. Safe to repeat.</summary>
    [Alias("saw")]
    Task Saw(MeetingSighting sighting);

    /// <summary>The organizer's copy is gone.</summary>
    [Alias("removed")]
    Task Removed();

    /// <summary>What a room's device should dial.</summary>
    [Alias("join")]
    Task<SeriesJoin> GetJoin();

    /// <summary>What is known of the meeting; null when its organizer's mailbox never showed it to us.</summary>
    [Alias("details")]
    Task<SeriesDetails?> GetDetails();

    [Alias("timeline")]
    Task<Timeline> GetTimeline();
}
