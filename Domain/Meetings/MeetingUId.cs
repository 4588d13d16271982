using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime.Text;

namespace HybridCalendar.Domain.Meetings;

/// <summary>
/// What iCalUIds say of series and their occurrences. Exchange's are global object ids in hexadecimal (MS-OXOCAL 2.2.1.27): those of
/// a series' occurrences differ from the series' own by the day of the slot, in bytes 16 to 19.
/// </summary>
public static class MeetingUId
{
    private const int DayStart = 32;
    private const int DayLength = 8;

    /// <summary>
    /// In bytes of UTF-8. PostgreSQL indexes no more than 2,704 bytes of a row: to this come an occurrence's id and an address, and in the list of a
    /// meeting's rooms an address more.
    /// </summary>
    private const int Longest = 512;

    private static readonly Regex s_globalObjectId = new("^040000008200E00074C5B7101A82E008[0-9A-F]{48,}$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    /// <summary>
    /// What a meeting is known by: its iCalUId, or a hash of one that is too long to be a key. Whoever invites chooses it, and a calendar takes any.
    /// What tells the series of an occurrence stays.
    /// </summary>
    [return: NotNullIfNotNull(nameof(iCalUId))]
    public static string? Shorten(string? iCalUId)
    {
        if (iCalUId is null || Encoding.UTF8.GetByteCount(iCalUId) <= Longest)
            return iCalUId;
        var kept = s_globalObjectId.IsMatch(iCalUId) ? DayStart + DayLength : 0;
        return iCalUId[..kept] + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(iCalUId[kept..])));
    }

    /// <summary>
    /// The series' iCalUId, from one of its occurrences': a room that is invited to a single occurrence sees no more of the series.
    /// Any other id comes back as it is.
    /// </summary>
    public static string OfSeries(string iCalUId) => s_globalObjectId.IsMatch(iCalUId)
        ? string.Concat(iCalUId.AsSpan(0, DayStart), new string('0', DayLength), iCalUId.AsSpan(DayStart + DayLength))
        : iCalUId;

    /// <summary>The id of an occurrence as a meeting of its own, the same from the organizer's copy and from a room's.</summary>
    /// <param name="occurrence">An occurrence or exception.</param>
    /// <param name="seriesUId">The iCalUId of its series' master.</param>
    public static string OfOccurrence(CalendarEvent occurrence, string seriesUId) => occurrence switch
    {
        { ICalUId: { Length: > 0 } own } when own != seriesUId => own,
        { OriginalStart: { } slot } => $"{seriesUId}/{InstantPattern.General.Format(slot)}",
        _ => $"{seriesUId}/{occurrence.Id}",
    };

    /// <summary>The id of what a room does about a meeting by its own copy alone.</summary>
    /// <param name="uid">The meeting's, or the occurrence's as a meeting of its own.</param>
    /// <param name="room">The room's mail address in lower case.</param>
    public static string OfRoom(string uid, string room) => $"{uid}/{room}";
}
