namespace HybridCalendar.Connector.Tms;

/// <summary>The error codes of the TMS Booking API that mean something to us.</summary>
internal static class TmsErrorCode
{
    public const int Licence = -2147219503;
    public const int DatabaseDown = -2147219500;
    public const int MeetingNotFound = -2147218302;
    public const int SystemNotFound = -2147218301;
    public const int SystemAlreadyBooked = -2147218300;
    public const int MeetingNotActive = -2147218272;
    public const int MeetingIsDeleted = -2147218271;
    public const int MeetingActive = -2147218270;
    public const int CannotBookInThePast = -2147218269;
    public const int NoAccessToConference = -2147218266;
    public const int StartAfterBookingWindow = -2147218265;
    public const int NeverEndingRecurrence = -2147218264;
    public const int SystemNotAllowed = -2147218262;
    public const int UserNotFound = -2147218255;
    public const int ClientSessionExpired = -2147218253;
    public const int InstanceNotFound = -2147218252;
    public const int ClientSessionBlank = -2147218247;
}
