using System.Collections.Immutable;
using System.Net;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Whose word counts on what a room's copy of a meeting leads to. Pure.</summary>
internal static class RoomWord
{
    /// <summary>
    /// The meetings that may know what to dial, the nearest first: an occurrence that was changed may have something of its own, also where the
    /// change has not reached the room, and one that the room is invited to alone tells its series by its iCalUId.
    /// </summary>
    /// <param name="ev">The room's copy.</param>
    /// <param name="masters">The iCalUIds of series, by Graph's id of the master in this mailbox.</param>
    public static string[] UIdsOf(CalendarEvent ev, ImmutableDictionary<string, string> masters)
    {
        if (ev.SeriesMasterId is { } master && masters.GetValueOrDefault(master) is { } series)
            return [MeetingUId.OfOccurrence(ev, series), series];
        var own = ev.ICalUId ?? ev.Id;
        return MeetingUId.OfSeries(own) is var whole && whole != own ? [own, whole] : [own];
    }

    /// <summary>Whether a meeting has a word of its own: without one it is like its series.</summary>
    public static bool Decides(SeriesJoin join) => join.State is not (SeriesJoinState.Unknown or SeriesJoinState.Nothing);

    /// <summary>The word that counts, and whose it is: an occurrence without anything of its own is like its series.</summary>
    /// <param name="copy">The room's copy.</param>
    /// <param name="uids">The meetings that may know, the nearest first.</param>
    /// <param name="answers">What they answered.</param>
    /// <param name="watch">What is known of the organizer's mailbox; null takes every word as it is.</param>
    public static (string UId, SeriesJoin Join) First(
        CalendarEvent copy, string[] uids, IReadOnlyDictionary<string, SeriesJoin> answers, MailboxWatch? watch)
    {
        var words = uids.Select(uid => (UId: uid, Join: Weigh(copy, answers[uid], watch))).ToList();
        var first = words.FindIndex(word => Decides(word.Join));
        return first >= 0 ? words[first] : words[^1];
    }

    /// <summary>What counts of what is known of a meeting, by what is known of its organizer's mailbox.</summary>
    /// <param name="copy">The room's copy.</param>
    /// <param name="join">What the meeting's series answered.</param>
    /// <param name="watch">Null takes the word as it is.</param>
    public static SeriesJoin Weigh(CalendarEvent copy, SeriesJoin join, MailboxWatch? watch) => watch switch
    {
        MailboxWatch.Off or MailboxWatch.Refused when !IsConfirmed(copy, join) => SeriesJoin.Unknown,
        // We know all meetings of his that ask for something or offer something, or will: that the copy has no text takes nothing away.
        MailboxWatch.Watched or MailboxWatch.Unread when join.State == SeriesJoinState.Unknown => join with { HasText = false },
        _ => join,
    };

    /// <summary>
    /// Of an organizer who is switched off or removed, or whose mailbox is refused, no change is seen any more, so the room's copy counts. What is known
    /// besides counts while the copy asks for it and names it, or has lost its text and cannot tell. Nothing else is ever lost: a location is
    /// as the organizer left it.
    /// </summary>
    private static bool IsConfirmed(CalendarEvent copy, SeriesJoin join)
    {
        if (join.State is not (SeriesJoinState.Ready or SeriesJoinState.Pending or SeriesJoinState.Failed))
            return false;
        var isOwn = join.Target is null or { FoundIn: FoundIn.JoinDetails };
        var asks = isOwn ? KeywordFinder.Find(copy.Location) is not null : join.Target is { FoundIn: FoundIn.Body };
        if (!InvitationText.IsPresent(copy.Body))
            return asks;
        return isOwn && asks && join.Target is { } own
            && WebUtility.HtmlDecode(copy.Body.Content).Contains(own.Address, StringComparison.OrdinalIgnoreCase);
    }
}
