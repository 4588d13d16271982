using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Timelines;
using Microsoft.Extensions.Options;
using NodaTime;

namespace HybridCalendar.Gateway.Reports;

/// <summary>Puts together what is known of a meeting, and what each of its rooms makes of it.</summary>
internal sealed partial class MeetingReports(
    IGrainFactory grains, Catalog catalog, RoomReports roomReports, IOptions<OrganizationOptions> organization, TimeProvider time, ILogger<MeetingReports> log)
{
    private const int MostRooms = 20;

    /// <param name="iCalUId">The meeting or series.</param>
    /// <param name="room">A room that is asked for although nothing says that it is invited; null for none.</param>
    public async Task<MeetingReport> ReadAsync(string iCalUId, string? room)
    {
        var (details, timeline, isReadable) = await ReadSeriesAsync(iCalUId);
        var rooms = (details?.Rooms ?? (isReadable ? [] : await catalog.ListRoomsOfAsync(iCalUId))).Union(room is null ? [] : [GrainKeys.Normalize(room)]);
        var verdicts = await Task.WhenAll(rooms.Take(MostRooms).Select(mail => TryJudgeAsync(mail, iCalUId, details, isReadable)));
        return new MeetingReport(iCalUId, details, isReadable ? Describe(details) : NoButtonText.Of(NoButtonReason.NotToBeAsked), verdicts, timeline.Entries);
    }

    /// <summary>Where what is stored cannot be opened, for the want of a key or for damage, the report says so instead of failing.</summary>
    private async Task<(SeriesDetails? Details, Timeline Timeline, bool IsReadable)> ReadSeriesAsync(string iCalUId)
    {
        var series = grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(iCalUId));
        try
        {
            return (await series.GetDetails(), await series.GetTimeline(), true);
        }
#pragma warning disable CA1031 // Whatever is wrong with the series, what rooms make of it is told.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotAsked(log, failure);
            return (null, Timeline.Empty, false);
        }
    }

    private async Task<MeetingRoom> TryJudgeAsync(string mail, string iCalUId, SeriesDetails? details, bool isReadable)
    {
        try
        {
            return await JudgeAsync(mail, iCalUId, details, isReadable);
        }
#pragma warning disable CA1031 // Whatever is wrong with one room, the report tells of all others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotAsked(log, failure);
            return Verdict(mail, NoButtonReason.NotToBeAsked);
        }
    }

    private async Task<MeetingRoom> JudgeAsync(string mail, string iCalUId, SeriesDetails? details, bool isReadable)
    {
        var room = grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));
        var settings = await room.GetSettings();
        if (!settings.CalendarEnabled)
            return Verdict(mail, NoButtonReason.CalendarOff);
        if (await roomReports.ReadMeetingAsync(mail, settings, iCalUId, details) is { } held)
            return new MeetingRoom(mail, held.Start, held.Button, held.Reason, held.Text) { LeftOut = LeftOut(mail, details) };
        if (!isReadable)
            return Verdict(mail, NoButtonReason.NotToBeAsked);
        var days = (await grains.GetGrain<IOrganizationGrain>(GrainKeys.Organization(organization.Value.Id)).GetSettings()).DeviceDays;
        var reason = ReasonOf(mail, details, time.GetUtcNow(), days);
        // Only who has read the room's calendar can say that a meeting is not there.
        if (reason is NoButtonReason.NotInCalendar or NoButtonReason.NoOccurrenceHeld)
            reason = WhyUnknown(await room.GetStatus()) ?? reason;
        return Verdict(mail, reason) with { LeftOut = LeftOut(mail, details) };
    }

    /// <summary>Why nothing is known of a room's calendar as it is now; null when it is known.</summary>
    private static NoButtonReason? WhyUnknown(MailboxStatus status) =>
        status.Findings.Any(finding => MailboxFindings.IsRefusal(finding.Code)) ? NoButtonReason.RoomRefused
        : status.LastReconciled is null || status.Findings.Any(finding => finding.Code == HealthCode.NotRead) ? NoButtonReason.RoomNotRead
        : null;

    private static List<MeetingRoomOccurrence> LeftOut(string mail, SeriesDetails? details) =>
        [.. (details?.LeftOut ?? []).Where(left => left.Room == mail).Select(left => new MeetingRoomOccurrence(left.Start, left.Reason, NoButtonText.Of(left.Reason)))];

    /// <summary>Why a room with a calendar holds nothing of a meeting.</summary>
    /// <param name="mail">The room's normalized address.</param>
    /// <param name="details">What is known of the meeting; null for nothing.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="days">How many days ahead devices hold.</param>
    internal static NoButtonReason ReasonOf(string mail, SeriesDetails? details, DateTimeOffset now, int days)
    {
        if (details is null)
            return NoButtonReason.NotInCalendar;
        if (details.LastEnd <= now)
            return NoButtonReason.Over;
        if (details.Declined.Contains(mail))
            return IsBeyondWindow(details, now) ? NoButtonReason.DeclinedBeyondWindow : NoButtonReason.Declined;
        if (details.NextStart > now.AddDays(days))
            return NoButtonReason.OutsideWindow;
        if (details.LeftOut.FirstOrDefault(left => left.Room == mail && left.Start == details.NextStart) is { } next)
            return Enum.Parse<NoButtonReason>(next.Reason);
        return details.IsRecurring && !(details.NextStart > now) ? NoButtonReason.NoOccurrenceHeld : NoButtonReason.NotInCalendar;
    }

    private static bool IsBeyondWindow(SeriesDetails details, DateTimeOffset now) =>
        BookingWindow.IsExceeded(details.LastEnd is { } end ? Instant.FromDateTimeOffset(end) : null, Instant.FromDateTimeOffset(now));

    private static MeetingRoom Verdict(string mail, NoButtonReason reason) => new(mail, null, false, reason.ToString(), NoButtonText.Of(reason));

    private static string Describe(SeriesDetails? details) => details?.Join.State switch
    {
        null => "No mailbox that we watch shows this meeting as its organizer's: the organizer is not enabled, is from outside, cancelled it, or has a mailbox that Office 365 does not let us use.",
        SeriesJoinState.Pending => "Join details were asked for and have not come yet; it is tried until they do.",
        SeriesJoinState.Ready => $"There is something to join, found by rule {details.Join.Target?.Rule}.",
        SeriesJoinState.Failed => $"Join details were refused. {details.Problem}",
        SeriesJoinState.BeyondHorizon => NoButtonText.Of(NoButtonReason.BeyondHorizon),
        _ => NoButtonText.Of(NoButtonReason.NothingToJoin),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A series or room could not be asked for a meeting's report, which goes without it")]
    private static partial void LogNotAsked(ILogger logger, Exception failure);
}
