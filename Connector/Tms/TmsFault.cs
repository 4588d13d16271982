using System.Globalization;
using System.Xml.Linq;
using HybridCalendar.Domain.Conferences;

namespace HybridCalendar.Connector.Tms;

/// <summary>Reads what TMS refuses. Its own words can hold titles and names, so only the error code is passed on.</summary>
internal static class TmsFault
{
    /// <param name="fault">The SOAP fault, of version 1.1 or 1.2.</param>
    /// <param name="operation">The operation that failed.</param>
    public static TmsException Read(XElement fault, string operation)
    {
        var code = int.TryParse(Detail(fault, "errorcode"), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        var (reason, text) = Meaning(code, operation);
        return new TmsException(reason, text)
        {
            Code = code,
            IsTransient = code is TmsErrorCode.DatabaseDown or TmsErrorCode.ClientSessionBlank or TmsErrorCode.ClientSessionExpired,
            SuggestedSession = Session(Detail(fault, "clientsessionid")),
        };
    }

    private static (ConferenceReason Reason, string Text) Meaning(int? code, string operation) => code switch
    {
        TmsErrorCode.Licence => (ConferenceReason.Licence,
            "TMS has no licence left for a system of the meeting: install an option key for 25 more endpoints (L-TMS-MSEX-25) or the Application Integration Package (L-TMS-APPINT)."),
        TmsErrorCode.DatabaseDown => (ConferenceReason.Unreachable, "TMS cannot reach its database."),
        TmsErrorCode.MeetingNotFound or TmsErrorCode.InstanceNotFound or TmsErrorCode.MeetingIsDeleted =>
            (ConferenceReason.NotBooked, "TMS does not hold the meeting."),
        TmsErrorCode.SystemNotFound => (ConferenceReason.RoomUnknown, "TMS does not know a system that is mapped to an invited room."),
        TmsErrorCode.SystemAlreadyBooked => (ConferenceReason.Conflict, "An invited room is taken by another conference in TMS."),
        TmsErrorCode.MeetingActive => (ConferenceReason.Active, "The meeting runs: TMS does not change its start."),
        TmsErrorCode.MeetingNotActive => (ConferenceReason.Active, "The meeting does not run."),
        TmsErrorCode.CannotBookInThePast => (ConferenceReason.Past, "The meeting is over; TMS books nothing in the past."),
        TmsErrorCode.NoAccessToConference => (ConferenceReason.NoAccess, "The connector's account may not read the conference: give its group the permission to read all conferences."),
        TmsErrorCode.StartAfterBookingWindow => (ConferenceReason.BookingWindow, "The meeting starts later than TMS's booking window reaches."),
        TmsErrorCode.NeverEndingRecurrence => (ConferenceReason.Declined, "TMS books no series without end."),
        TmsErrorCode.SystemNotAllowed => (ConferenceReason.RoomNotAllowed,
            "TMS does not let the connector's account book an invited room: check its permissions, 'Allow Bookings' and 'Allow Remote Bookings' of the system, "
            + "and whether a licence is left for it (option key L-TMS-MSEX-25 or L-TMS-APPINT)."),
        TmsErrorCode.UserNotFound => (ConferenceReason.OwnerUnknown, "TMS knows no user for the organizer and makes none."),
        TmsErrorCode.ClientSessionBlank or TmsErrorCode.ClientSessionExpired =>
            (ConferenceReason.Licence, "TMS gave no licence session; other clients of its Booking API may hold them all."),
        { } other => (ConferenceReason.Declined, string.Create(CultureInfo.InvariantCulture, $"TMS declined {operation} with error {other}.")),
        null => (ConferenceReason.Declined, $"TMS declined {operation} without an error code; its log-web.txt says more."),
    };

    /// <summary>A GUID and nothing else: the value goes into the header of every later call.</summary>
    private static string? Session(string? text) => Guid.TryParse(text, out var id) ? id.ToString("D") : null;

    /// <summary>Names are compared without case and namespace: TMS's versions write them differently.</summary>
    private static string? Detail(XElement fault, string name) => fault.Elements()
        .Where(element => element.Name.LocalName.Equals("detail", StringComparison.OrdinalIgnoreCase))
        .Descendants()
        .FirstOrDefault(element => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Trim();
}
