using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime.Text;

namespace HybridCalendar.Domain.Bookings;

/// <summary>Names a meeting towards devices so that it keeps its name when it is moved, renamed or read again.</summary>
internal static class BookingIdentity
{
    private const int MaxLength = 128;

    /// <summary>A hash, because what identifies a meeting can be longer than a device takes.</summary>
    public static string Id(CalendarEvent ev, Occurrence occurrence) => Hash(Key(ev, occurrence));

    public static string MeetingId(CalendarEvent ev, Occurrence occurrence)
    {
        var key = Key(ev, occurrence);
        return key.Length <= MaxLength ? key : Hash(key);
    }

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    private static string Key(CalendarEvent ev, Occurrence occurrence)
    {
        var meeting = ev.ICalUId is { Length: > 0 } id ? id : ev.Id;
        if (occurrence.Slot is { } slot) return $"{meeting}-{LocalDatePattern.Iso.Format(slot)}";
        return ev.OriginalStart is { } original ? $"{meeting}-{InstantPattern.General.Format(original)}" : meeting;
    }
}
