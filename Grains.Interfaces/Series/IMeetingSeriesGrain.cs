using HybridCalendar.Grains.Timelines;
using Orleans.Concurrency;

namespace HybridCalendar.Grains.Series;

/// <summary>One meeting or series: what its organizer asked for, and the join details that it got.</summary>
[Alias("hc.series")]
public interface IMeetingSeriesGrain : IGrainWithStringKey
{
    /// <summary>The organizer's mailbox saw the meeting. Stores what follows from it and starts doing it. Safe to repeat.</summary>
    /// <returns>Whether something may be held for it outside the calendars, which has to be given up once the meeting is gone.</returns>
    [Alias("saw")]
    Task<bool> Saw(MeetingSighting sighting);

    /// <summary>Another TMS system may stand in one of the meeting's rooms. Safe to repeat.</summary>
    [Alias("rooms-mapped")]
    Task RoomsMapped();

    /// <summary>
    /// A room has TMS book it by its own calendar from now on, as nobody watches the organizer's mailbox any more. Holds until that mailbox
    /// shows the meeting again. Safe to repeat.
    /// </summary>
    /// <param name="room">The room's mail address in lower case.</param>
    [Alias("room-takes-over")]
    Task RoomTakesOver(string room);

    /// <summary>
    /// An administrator has perhaps mended what failed: what was refused is asked again at once, and the rooms are told. Whoever asks has the
    /// mailboxes read as well.
    /// </summary>
    /// <returns>Where the organizer's copy is; null when no mailbox showed the meeting as its organizer's, or it is gone.</returns>
    [Alias("process-again")]
    Task<MeetingCopy?> ProcessAgain();

    /// <summary>The organizer's copy is gone.</summary>
    [Alias("removed")]
    Task Removed();

    /// <summary>The meeting is over for good: nothing of it is kept. Work that is left is done first.</summary>
    [Alias("ended")]
    Task Ended();

    /// <summary>
    /// Nobody may look after the meeting any more: nothing of it is kept if it was removed a day ago, or ended some days ago, and no work
    /// is left.
    /// </summary>
    [Alias("forget")]
    Task Forget();

    /// <summary>
    /// The organizer is switched off, or has no mailbox any more, so nobody sees whether the meeting is cancelled. When something is held for it
    /// outside the calendars, the organizer's copy is looked at, and all is given up when it is gone, asks for it no more, or there has been no
    /// mailbox for 30 days. Of an organizer who is switched on only the last is looked for.
    /// </summary>
    [Alias("look-for-itself")]
    Task LookForItself();

    /// <summary>What a room's device should dial. Answered while the series waits for Webex: a room must not wait with it.</summary>
    [AlwaysInterleave]
    [Alias("join")]
    Task<SeriesJoin> GetJoin();

    /// <summary>What is known of the meeting; null when its organizer's mailbox never showed it to us.</summary>
    [AlwaysInterleave]
    [Alias("details")]
    Task<SeriesDetails?> GetDetails();

    /// <summary>Where the organizer's copy is; null when no mailbox showed the meeting as its organizer's, or it is gone.</summary>
    [AlwaysInterleave]
    [Alias("copy")]
    Task<MeetingCopy?> GetCopy();

    [AlwaysInterleave]
    [Alias("timeline")]
    Task<Timeline> GetTimeline();
}
