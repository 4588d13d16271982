using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Series;

/// <summary>What a series tells others about itself. Pure.</summary>
public static class SeriesAnswers
{
    private const int MostLeftOut = 100;

    /// <summary>The rule that a booking with our own join details names.</summary>
    public const string OwnRule = "join-details";

    public static SeriesJoin Join(SeriesState state) => state.Sighting is not { } sighting || state.Progress.IsRemoved
        ? SeriesJoin.Unknown
        : JoinOf(state, sighting) with { HasText = sighting.HasText, Problem = state.Progress.Refusal, IsLeftToRooms = !state.RoomsOfTheirOwn.IsEmpty };

    /// <summary>Whether a room may go by the answer until it is told that there is another one. All others are asked for again and again.</summary>
    public static bool IsLasting(SeriesJoin join) =>
        join is { State: SeriesJoinState.Ready or SeriesJoinState.Nothing or SeriesJoinState.Failed or SeriesJoinState.BeyondHorizon, IsLeftToRooms: false };

    /// <summary>Has the rooms told when they may still go by another answer, at the next try also where what goes before has failed already.</summary>
    /// <param name="before">What rooms were answered by.</param>
    /// <param name="after">What they are to be answered by.</param>
    public static SeriesState Tell(SeriesState before, SeriesState after) => Join(before) is var known && IsLasting(known) && Join(after) != known
        ? after with { Attempts = 0, Progress = after.Progress with { Steps = after.Progress.Steps.Add(SeriesStep.TellRooms) } }
        : after;

    private static SeriesJoin JoinOf(SeriesState state, MeetingSighting sighting)
    {
        if (state.Details is { } details && Own(details.SipAddress, details.JoinLink, PlatformOf(state)) is { } own)
            return new SeriesJoin(SeriesJoinState.Ready, own);
        if (state.Progress.Action is not null && state.Progress.Refusal is null)
            return new SeriesJoin(SeriesJoinState.Pending);
        if (sighting.Found is { } found)
            return new SeriesJoin(SeriesJoinState.Ready, found);
        if (sighting.TakeUpAt is not null)
            return new SeriesJoin(SeriesJoinState.BeyondHorizon);
        return new SeriesJoin(state.Progress.Action is null ? SeriesJoinState.Nothing : SeriesJoinState.Failed);
    }

    /// <param name="state">What is stored.</param>
    /// <param name="now">Decides which occurrence is the next.</param>
    public static SeriesDetails? Details(SeriesState state, DateTimeOffset now) => state.Sighting is not { } seen || state.Progress.IsRemoved ? null : new SeriesDetails
    {
        ICalUId = seen.ICalUId,
        Organizer = seen.Organizer,
        Subject = seen.Subject,
        Start = seen.Start,
        End = seen.End,
        IsRecurring = seen.IsRecurring,
        Keyword = seen.Keyword,
        Action = state.Progress.Action,
        Join = Join(state),
        Rooms = seen.Rooms,
        HasWork = state.HasWork,
        Problem = state.Progress.Refusal ?? SeriesReleases.ProblemOf(state) ?? UnwatchedSeries.ProblemOf(state) ?? state.Conference?.Problem,
        Declined = seen.Declined,
        NextStart = SightingTimes.Next(seen, now),
        LastEnd = seen.LastEnd,
        LeftOut = [.. LeftOut(seen, now).OrderBy(left => left.Start).ThenBy(left => left.Room, StringComparer.Ordinal).Take(MostLeftOut)],
    };

    private static IEnumerable<RoomOccurrence> LeftOut(MeetingSighting seen, DateTimeOffset now) =>
        from occurrence in seen.Exceptions
        where occurrence.End > now
        from left in occurrence.Declined.Select(room => (Room: room, Reason: NoButtonReason.Declined))
            .Concat(occurrence.Without.Select(room => (Room: room, Reason: NoButtonReason.NotInvited)))
        select new RoomOccurrence(left.Room, occurrence.Start, occurrence.End, left.Reason.ToString());

    /// <param name="state">What is stored, of a meeting that was seen.</param>
    /// <param name="now">Decides which occurrence is the next.</param>
    public static MeetingRow Row(SeriesState state, DateTimeOffset now)
    {
        var times = SeriesTimes.Of(state.Sighting!);
        var row = new MeetingRow
        {
            ICalUId = state.Sighting!.ICalUId,
            Organizer = state.Sighting.Organizer,
            Starts = state.Sighting.Start.ToUnixTimeMilliseconds(),
            Ends = state.Sighting.LastEnd?.ToUnixTimeMilliseconds(),
            Times = times?.ToString(),
            Keyword = state.Sighting.Keyword?.ToString(),
            JoinState = Join(state).State,
        };
        return times is null ? row : NextOccurrences.MovedOn(row, now.ToUnixTimeMilliseconds());
    }

    /// <summary>Whose meeting the join details lead to.</summary>
    public static MeetingPlatform PlatformOf(SeriesState state) =>
        state.Progress.Action == KeywordAction.Tms ? MeetingPlatform.Other : MeetingPlatform.Webex;

    /// <summary>A device dials the video address; the link is for Webex devices that got no address.</summary>
    private static FoundTarget? Own(string? sipAddress, string? link, MeetingPlatform platform) => (sipAddress, link) switch
    {
        ({ Length: > 0 } sip, _) => new FoundTarget(sip, JoinProtocol.SIP, platform, OwnRule, FoundIn.JoinDetails),
        (_, { Length: > 0 } url) => new FoundTarget(url, platform == MeetingPlatform.Webex ? JoinProtocol.Spark : JoinProtocol.WebRTC, platform, OwnRule, FoundIn.JoinDetails),
        _ => null,
    };
}
