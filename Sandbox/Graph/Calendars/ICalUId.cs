using System.Buffers.Binary;
using System.Globalization;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>
/// The iCalUId Exchange gives a meeting: a global object id (MS-OXOCAL 2.2.1.27) in hexadecimal. All mailboxes share it; an
/// occurrence's differs from its series' by the day, which stands in bytes 16 to 19.
/// </summary>
internal static class ICalUId
{
    private const string Signature = "040000008200E00074C5B7101A82E008";
    private const int DayAt = 32;

    public static string Create(Instant now, Guid unique)
    {
        Span<byte> rest = stackalloc byte[40];
        rest.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(rest[4..], now.ToDateTimeUtc().ToFileTimeUtc());
        rest[20] = 16;
        unique.TryWriteBytes(rest[24..]);
        return Signature + Convert.ToHexString(rest);
    }

    public static string ForOccurrence(string series, LocalDate slot) => string.Create(CultureInfo.InvariantCulture,
        $"{series.AsSpan(0, DayAt)}{slot.Year:X4}{slot.Month:X2}{slot.Day:X2}{series.AsSpan(DayAt + 8)}");

    /// <summary>The series' id, from its own or an occurrence's.</summary>
    public static string Series(string uid) =>
        uid.Length == 112 ? string.Concat(uid.AsSpan(0, DayAt), "00000000", uid.AsSpan(DayAt + 8)) : uid;
}
