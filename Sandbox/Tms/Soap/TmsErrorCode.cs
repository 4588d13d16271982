namespace HybridCalendar.Sandbox.Tms.Soap;

/// <summary>The codes of TMS's faults: 0x80040000 and a number.</summary>
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
    public const int BeyondBookingWindow = -2147218265;
    public const int NeverEnding = -2147218264;
    public const int StartAfterEnd = -2147218263;
    public const int SystemNotAllowed = -2147218262;
    public const int UserNotFound = -2147218255;
    public const int ClientSessionExpired = -2147218253;
    public const int NoSuchOccurrence = -2147218252;
    public const int ClientSessionBlank = -2147218247;

    // Cisco's page with the codes from 3243 on is not to be had: these numbers are ours, and a client must not rely on them.
    public const int NoRoute = -2147218261;
    public const int StaleVersion = -2147218260;
    public const int BadTimeZoneRule = -2147218259;
    public const int TooManyOccurrences = -2147218258;
    public const int PatternNotSupported = -2147218257;

    /// <summary>All of them by their names, in any case.</summary>
    public static IReadOnlyDictionary<string, int> Named { get; } = typeof(TmsErrorCode).GetFields()
        .ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!, StringComparer.OrdinalIgnoreCase);
}
