using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Gateway.Reports;

/// <summary>Puts together what is known of a room.</summary>
internal sealed class RoomReports(IGrainFactory grains, Catalog catalog, TimeProvider time)
{
    private const int MostDeclined = 50;
    private const int MostDetails = 100;

    public async Task<RoomReport> ReadAsync(string mail)
    {
        var room = grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));
        var settings = await room.GetSettings();
        var devices = await Task.WhenAll(settings.Devices.Select(id => DeviceReports.ReadAsync(grains, id)));
        return new RoomReport(
            GrainKeys.Normalize(mail), settings, await room.GetStatus(), await ReadMeetingsAsync(room, mail, devices), devices,
            (await room.GetTimeline()).Entries);
    }

    private async Task<IReadOnlyList<RoomMeeting>> ReadMeetingsAsync(IRoomMailboxGrain room, string mail, RoomDevice[] devices)
    {
        var now = time.GetUtcNow();
        var bookings = (await room.GetBookings()).Where(booking => booking.End > now).ToList();
        var shown = bookings.Select(booking => (booking.SeriesUid, booking.Start)).ToHashSet();
        var leftOut = (await room.GetLeftOut()).Where(left => left.Start > now && !shown.Contains((left.SeriesUid, left.Start))).ToList();
        var known = bookings.Select(booking => booking.SeriesUid).Concat(leftOut.Select(left => left.SeriesUid)).ToHashSet();
        var declined = await catalog.ListDeclinedAsync(GrainKeys.Normalize(mail), now.ToUnixTimeMilliseconds(), MostDeclined);
        var details = await ReadDetailsAsync(mail, now);
        var single = details.Values.SelectMany(series => series.LeftOut
            .Where(left => left.Room == GrainKeys.Normalize(mail) && !shown.Contains((series.ICalUId, left.Start)))
            .Select(left => Describe(new RoomLeftOut(series.ICalUId, left.Start, left.Reason)))).ToList();
        var told = single.Select(left => (left.MeetingUid, left.Start)).ToHashSet();
        return
        [
            .. bookings.Select(booking => Describe(booking, devices))
                .Concat(single)
                .Concat(leftOut.Where(left => !told.Contains((left.SeriesUid, left.Start))).Select(Describe))
                .Concat(declined.Where(row => !known.Contains(row.ICalUId)).Select(row => Describe(row, details.GetValueOrDefault(row.ICalUId)?.NextStart, now)))
                .OrderBy(meeting => meeting.Start),
        ];
    }

    /// <summary>What the meetings that the room is invited to tell of it: its own calendar no longer holds what it declined, or was taken off.</summary>
    private async Task<Dictionary<string, SeriesDetails>> ReadDetailsAsync(string mail, DateTimeOffset now)
    {
        var rows = await catalog.ListMeetingsByStartAsync(null, GrainKeys.Normalize(mail), now.ToUnixTimeMilliseconds(), MostDetails);
        var details = await Task.WhenAll(rows.Select(row => grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(row.ICalUId)).GetDetails()));
        return details.OfType<SeriesDetails>().ToDictionary(one => one.ICalUId);
    }

    private static RoomMeeting Describe(RoomBooking booking, RoomDevice[] devices) => new(
        booking.SeriesUid, booking.Start, booking.End, Shown: true, Button: booking.NoButton is null, booking.Rule, booking.NoButton, Words(booking, devices));

    /// <summary>A button that no device has taken over is none for whoever stands before it.</summary>
    private static string Words(RoomBooking booking, RoomDevice[] devices)
    {
        if (booking.NoButton is { } reason)
            return $"{NoButtonText.Of(reason)} {booking.Detail}".TrimEnd();
        var behind = devices.Where(device => !device.IsUpToDate).Select(device => $" {device.DisplayName}: {device.Text}");
        var none = devices.Length == 0 ? " No device stands in the workspace." : "";
        return $"Join from {booking.AlertAt:u}, found by rule {booking.Rule}.{none}{string.Concat(behind)}";
    }

    private static RoomMeeting Describe(RoomLeftOut left) =>
        new(left.SeriesUid, left.Start, null, Shown: false, Button: false, null, left.Reason, NoButtonText.Of(left.Reason));

    private static RoomMeeting Describe(MeetingRow row, DateTimeOffset? next, DateTimeOffset now)
    {
        var ends = row.Ends is { } end ? Instant.FromUnixTimeMilliseconds(end) : (Instant?)null;
        var reason = BookingWindow.IsExceeded(ends, Instant.FromDateTimeOffset(now)) ? NoButtonReason.DeclinedBeyondWindow : NoButtonReason.Declined;
        return new RoomMeeting(
            row.ICalUId, next ?? DateTimeOffset.FromUnixTimeMilliseconds(row.Starts), null, Shown: false, Button: false, null, reason.ToString(), NoButtonText.Of(reason));
    }
}
