using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Tells of a booking in short what a room keeps of it, and why it has no button. Pure.</summary>
internal static class RoomBookings
{
    /// <param name="booking">What devices are given.</param>
    /// <param name="copy">The room's copy of the meeting.</param>
    /// <param name="seriesUid">The series that was asked.</param>
    /// <param name="join">What it answered.</param>
    /// <param name="isFailing">Whether it could not be asked.</param>
    /// <param name="watch">What is known of the organizer's mailbox; <see cref="MailboxWatch.Off"/> also when he is no user.</param>
    public static RoomBooking Describe(
        Booking booking, CalendarEvent copy, string seriesUid, SeriesJoin join, bool isFailing, MailboxWatch watch)
    {
        var reason = isFailing && booking.NoButton == NoButtonReason.NothingToJoin
            ? NoButtonReason.NotToBeAsked
            : WhyNoButton(booking.NoButton, copy, join.State, watch);
        return new RoomBooking(
            booking.Id,
            seriesUid,
            booking.StartTime.ToDateTimeOffset(),
            (booking.EndTime + Duration.FromSeconds(booking.EndBufferSeconds)).ToDateTimeOffset(),
            booking.JoinTarget is null ? null : (booking.StartTime - Duration.FromSeconds(booking.StartBufferSeconds)).ToDateTimeOffset(),
            booking.JoinTarget?.Rule,
            reason?.ToString(),
            reason == NoButtonReason.JoinDetailsRefused ? join.Problem : null);
    }

    /// <summary>Nothing was found to join: the series, or that there is none, tells more of why.</summary>
    private static NoButtonReason? WhyNoButton(NoButtonReason? reason, CalendarEvent copy, SeriesJoinState join, MailboxWatch watch) => (reason, join) switch
    {
        (NoButtonReason.NothingToJoin, SeriesJoinState.Pending) => NoButtonReason.JoinDetailsAwaited,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Failed) => NoButtonReason.JoinDetailsRefused,
        (NoButtonReason.NothingToJoin, SeriesJoinState.BeyondHorizon) => NoButtonReason.BeyondHorizon,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when watch == MailboxWatch.Watched && Asks(copy) => NoButtonReason.OrganizerBehind,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when watch == MailboxWatch.Watched && !InvitationText.IsPresent(copy.Body) =>
            NoButtonReason.NothingFromOrganizer,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown or SeriesJoinState.Nothing) when RewrittenLinks.In(copy.Body) == LinkRewriting.Hidden =>
            NoButtonReason.LinkHidden,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown or SeriesJoinState.Nothing) when watch == MailboxWatch.Unread => WhyUnread(copy),
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when !copy.IsOrganizer && watch != MailboxWatch.Watched => WhyUnwatched(copy, watch),
        _ => reason,
    };

    /// <summary>What the room's copy shows is there; what it does not show may be.</summary>
    private static NoButtonReason WhyUnread(CalendarEvent copy) => Asks(copy) ? NoButtonReason.OrganizerBehind
        : InvitationText.IsPresent(copy.Body) ? NoButtonReason.NothingToJoin
        : NoButtonReason.OrganizerNotRead;

    private static NoButtonReason WhyUnwatched(CalendarEvent copy, MailboxWatch watch) => watch == MailboxWatch.Refused ? NoButtonReason.OrganizerRefused
        : Asks(copy) ? NoButtonReason.KeywordOfUnknownOrganizer
        : !InvitationText.IsPresent(copy.Body) ? NoButtonReason.TextRemoved
        : NoButtonReason.OrganizerUnknown;

    private static bool Asks(CalendarEvent copy) => KeywordFinder.Find(copy.Location) is not null;
}
