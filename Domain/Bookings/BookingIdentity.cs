using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Domain.Meetings;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Bookings;

/// <summary>Names a meeting towards devices so that it keeps its name when it is moved, renamed or read again.</summary>
internal static class BookingIdentity
{
    private const int MaxLength = 128;

    /// <summary>A hash, because what identifies a meeting can be longer than a device takes.</summary>
    public static string Id(CalendarEvent ev, LocalDate? slot) => Hash(Key(ev, slot));

    public static string MeetingId(CalendarEvent ev, LocalDate? slot)
    {
        var key = Key(ev, slot);
        return key.Length <= MaxLength ? key : Hash(key);
    }

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    private static string Key(CalendarEvent ev, LocalDate? slot)
    {
        var meeting = ev.ICalUId is { Length: > 0 } id ? id : ev.Id;
        if (slot is { } date) return $"{meeting}-{LocalDatePattern.Iso.Format(date)}";
        return ev.OriginalStart is { } original ? $"{meeting}-{InstantPattern.General.Format(original)}" : meeting;
    }
}
