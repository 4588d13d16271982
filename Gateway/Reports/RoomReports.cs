using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using NodaTime;

namespace HybridCalendar.Gateway.Reports;

/// <summary>Puts together what is known of a room.</summary>
internal sealed partial class RoomReports(IGrainFactory grains, Catalog catalog, MeetingList meetings, RoomTimelines timelines, TimeProvider time, ILogger<RoomReports> log)
{
    private const int MostDeclined = 50;
    private const int MostDetails = 100;

    /// <summary>What takes no longer from its first start to its last end has one occurrence: those of a series lie a day apart at the least.</summary>
    private static readonly TimeSpan s_longestSingle = TimeSpan.FromHours(20);

    public async Task<RoomReport> ReadAsync(string mail)
    {
        var room = Room(mail);
        var settings = await room.GetSettings();
        var devices = await ReadDevicesAsync(settings);
        var details = await ReadDetailsAsync(GrainKeys.Normalize(mail), time.GetUtcNow());
        return new RoomReport(
            GrainKeys.Normalize(mail), settings, await room.GetStatus(), await ReadMeetingsAsync(mail, devices, details, isAsked: _ => true), devices,
            await timelines.ReadAsync(mail));
    }

    /// <summary>What the room makes of one meeting, whatever is wrong with others.</summary>
    /// <param name="mail">The room's address.</param>
    /// <param name="settings">What was set for the workspace.</param>
    /// <param name="iCalUId">The meeting or series.</param>
    /// <param name="details">What is known of it; null for nothing.</param>
    /// <returns>The nearest occurrence; null when the room knows none.</returns>
    public async Task<RoomMeeting?> ReadMeetingAsync(string mail, WorkspaceSettings settings, string iCalUId, SeriesDetails? details)
    {
        var known = new Dictionary<string, SeriesDetails?> { [iCalUId] = details };
        return await ReadMeetingsAsync(mail, await ReadDevicesAsync(settings), known, uid => uid == iCalUId) is [var nearest, ..] ? nearest : null;
    }

    private async Task<IReadOnlyList<RoomMeeting>> ReadMeetingsAsync(
        string mail, RoomDevice[] devices, Dictionary<string, SeriesDetails?> details, Func<string, bool> isAsked)
    {
        var now = time.GetUtcNow();
        var room = Room(mail);
        var bookings = (await room.GetBookings()).Where(booking => booking.End > now && (isAsked(booking.SeriesUid) || (booking.TmsUid is { } uid && isAsked(uid)))).ToList();
        var shown = bookings.Select(booking => (booking.SeriesUid, booking.Start)).ToHashSet();
        var leftOut = (await room.GetLeftOut())
            .Where(left => left.Start > now && isAsked(left.SeriesUid) && !shown.Contains((left.SeriesUid, left.Start))).ToList();
        var known = bookings.Select(booking => booking.SeriesUid).Concat(leftOut.Select(left => left.SeriesUid)).ToHashSet();
        var declined = (await catalog.ListDeclinedAsync(GrainKeys.Normalize(mail), now.ToUnixTimeMilliseconds(), MostDeclined)).Where(row => isAsked(row.ICalUId));
        var single = details.Values.OfType<SeriesDetails>().SelectMany(series => series.LeftOut
            .Where(left => left.Room == GrainKeys.Normalize(mail) && !shown.Contains((series.ICalUId, left.Start)))
            .Select(left => Describe(new RoomLeftOut(series.ICalUId, left.Start, left.Reason)))).ToList();
        var told = single.Select(left => (left.MeetingUid, left.Start)).ToHashSet();
        return
        [
            .. (await Task.WhenAll(bookings.Select(booking => DescribeAsync(booking, devices))))
                .Concat(single)
                .Concat(leftOut.Where(left => !told.Contains((left.SeriesUid, left.Start))).Select(Describe))
                .Concat(declined.Where(row => !known.Contains(row.ICalUId)).Select(row => Describe(row, details.GetValueOrDefault(row.ICalUId)?.NextStart, now)))
                .OrderBy(meeting => meeting.Start),
        ];
    }

    /// <summary>
    /// What the series that the room is invited to tell of it: its own calendar no longer holds the occurrences that it declined, or was
    /// taken off. One that cannot be asked now is null: what the room and the catalog know of it is told all the same.
    /// </summary>
    private async Task<Dictionary<string, SeriesDetails?>> ReadDetailsAsync(string mail, DateTimeOffset now)
    {
        var page = await meetings.ListAsync(new MeetingSearch(now.ToUnixTimeMilliseconds()) { Room = mail }, after: null, MostDetails);
        var details = await Task.WhenAll(page.Rows.Where(IsSeries).Select(async row => (row.ICalUId, Details: await TryReadDetailsAsync(row.ICalUId))));
        return details.ToDictionary(series => series.ICalUId, series => series.Details);
    }

    private static bool IsSeries(MeetingRow row) => !(row.Ends - row.Starts <= s_longestSingle.TotalMilliseconds);

    private async Task<SeriesDetails?> TryReadDetailsAsync(string iCalUId)
    {
        try
        {
            return await grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(iCalUId)).GetDetails();
        }
#pragma warning disable CA1031 // Whatever is wrong with one series, the report tells of all others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotAsked(log, failure);
            return null;
        }
    }

    private Task<RoomDevice[]> ReadDevicesAsync(WorkspaceSettings settings) => Task.WhenAll(settings.Devices.Select(TryReadDeviceAsync));

    private async Task<RoomDevice> TryReadDeviceAsync(string id)
    {
        try
        {
            return await DeviceReports.ReadAsync(grains, id);
        }
#pragma warning disable CA1031 // Whatever is wrong with one device, the report tells of all others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogDeviceNotAsked(log, failure);
            return new RoomDevice(id, id, false, "Cannot be asked how it is doing: the log tells what fails.");
        }
    }

    private IRoomMailboxGrain Room(string mail) => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));

    private async Task<RoomMeeting> DescribeAsync(RoomBooking booking, RoomDevice[] devices)
    {
        var inTms = await InTmsAsync(booking);
        var decision = Decision(booking);
        // A button that no device has taken over is none for whoever stands before it.
        var text = booking.NoButton is null ? $"{decision}{Behind(devices)}" : decision;
        return new RoomMeeting(
            booking.SeriesUid, booking.Start, booking.End, Shown: true, Button: booking.NoButton is null, booking.Rule, booking.NoButton, $"{text} {inTms}".TrimEnd())
        {
            Decision = $"{decision} {inTms}".TrimEnd(),
            TmsUid = booking.TmsUid,
        };
    }

    /// <summary>What becomes of it in TMS, when the room looks after that itself.</summary>
    private async Task<string> InTmsAsync(RoomBooking booking) =>
        booking.TmsUid is not { } uid ? "" : (await TryReadDetailsAsync(uid))?.Problem is { } problem ? $"{RoomStory.ByOwnCopy} {problem}" : RoomStory.ByOwnCopy;

    private static string Decision(RoomBooking booking) => booking.NoButton is { } reason
        ? $"{NoButtonText.Of(reason)} {booking.Detail}".TrimEnd()
        : $"Join from {booking.AlertAt:u}, found by rule {booking.Rule}.";

    private static string Behind(RoomDevice[] devices) => devices.Length == 0
        ? " No device stands in the workspace."
        : string.Concat(devices.Where(device => !device.IsUpToDate).Select(device => $" {device.DisplayName}: {device.Text}"));

    private static RoomMeeting Describe(RoomLeftOut left) =>
        new(left.SeriesUid, left.Start, null, Shown: false, Button: false, null, left.Reason, NoButtonText.Of(left.Reason));

    private static RoomMeeting Describe(MeetingRow row, DateTimeOffset? next, DateTimeOffset now)
    {
        var ends = row.Ends is { } end ? Instant.FromUnixTimeMilliseconds(end) : (Instant?)null;
        var reason = BookingWindow.IsExceeded(ends, Instant.FromDateTimeOffset(now)) ? NoButtonReason.DeclinedBeyondWindow : NoButtonReason.Declined;
        return new RoomMeeting(
            row.ICalUId, next ?? DateTimeOffset.FromUnixTimeMilliseconds(row.Starts), null, Shown: false, Button: false, null, reason.ToString(), NoButtonText.Of(reason));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A series could not be asked for a room's report, which goes without its details")]
    private static partial void LogNotAsked(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A device could not be asked for a room's report")]
    private static partial void LogDeviceNotAsked(ILogger logger, Exception failure);
}
