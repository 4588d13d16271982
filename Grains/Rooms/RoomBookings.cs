using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
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
    /// <param name="isRefused">Whether the organizer's mailbox is enabled and cannot be used.</param>
    /// <param name="isUntold">Whether the organizer is enabled, and his mailbox has told nothing of the meeting.</param>
    public static RoomBooking Describe(
        Booking booking, CalendarEvent copy, string seriesUid, SeriesJoin join, bool isFailing, bool isRefused, bool isUntold)
    {
        var reason = isFailing && booking.NoButton == NoButtonReason.NothingToJoin
            ? NoButtonReason.NotToBeAsked
            : WhyNoButton(booking.NoButton, copy, join.State, isRefused, isUntold);
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
    private static NoButtonReason? WhyNoButton(
        NoButtonReason? reason, CalendarEvent copy, SeriesJoinState join, bool isRefused, bool isUntold) => (reason, join) switch
    {
        (NoButtonReason.NothingToJoin, SeriesJoinState.Pending) => NoButtonReason.JoinDetailsAwaited,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Failed) => NoButtonReason.JoinDetailsRefused,
        (NoButtonReason.NothingToJoin, SeriesJoinState.BeyondHorizon) => NoButtonReason.BeyondHorizon,
        (NoButtonReason.NothingToJoin, _) when isUntold && KeywordFinder.Find(copy.Location) is not null => NoButtonReason.OrganizerBehind,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown or SeriesJoinState.Nothing) when RewrittenLinks.In(copy.Body) == LinkRewriting.Hidden =>
            NoButtonReason.LinkHidden,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when copy.IsOrganizer => NoButtonReason.NothingToJoin,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when isRefused => NoButtonReason.OrganizerRefused,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when KeywordFinder.Find(copy.Location) is not null => NoButtonReason.KeywordOfUnknownOrganizer,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) when !InvitationText.IsPresent(copy.Body) => NoButtonReason.TextRemoved,
        (NoButtonReason.NothingToJoin, SeriesJoinState.Unknown) => NoButtonReason.OrganizerUnknown,
        _ => reason,
    };
}
