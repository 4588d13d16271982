using System.Globalization;

namespace HybridCalendar.Connector.Booking;

/// <summary>TMS's external primary keys of a meeting's parts.</summary>
internal static class MeetingKey
{
    /// <summary>The longest id of a meeting; TMS does not tell how long a key may be.</summary>
    public const int LongestMeetingId = 200;

    public static string Of(string meetingId, int number) =>
        number == 1 ? meetingId : string.Create(CultureInfo.InvariantCulture, $"{meetingId}#{number}");
}
