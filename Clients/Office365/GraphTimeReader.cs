using System.Globalization;
using System.Text.RegularExpressions;
using HybridCalendar.Clients.Json;
using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Clients.Office365;

/// <summary>
/// Reads Graph's times. Graph writes seven fraction digits and no offset; requests echoed by others, older API versions and
/// hand-made events have any number of digits, a Z or an offset, no seconds, or a date alone.
/// </summary>
internal static partial class GraphTimeReader
{
    private const int LongestTime = 64;

    /// <summary>Reads a <c>dateTimeTimeZone</c>. A time with its own offset is a moment: it comes back in UTC, whatever the zone says.</summary>
    public static EventTime ReadEventTime(LenientObject time)
    {
        if (!time.IsPresent || time.String("dateTime") is not { Length: > 0 } text)
            return EventTime.Missing;
        if (Parse(text) is not { } parsed)
        {
            time.Warn(time.Path("dateTime"), "is not a date and time");
            return EventTime.Missing;
        }
        if (parsed.Offset is not null && ToInstant(parsed) is { } moment)
            return new EventTime(moment.InUtc().LocalDateTime, "UTC");
        var zone = time.String("timeZone");
        if (!string.IsNullOrWhiteSpace(zone))
            return new EventTime(parsed.Local, zone.Trim());
        time.Warn(time.Path("timeZone"), "is missing, UTC is assumed");
        return new EventTime(parsed.Local, "UTC");
    }

    /// <summary>Reads a <c>dateTimeOffset</c>; without an offset it is UTC. Year 1 is how Graph says "none".</summary>
    public static Instant? ReadInstant(LenientObject parent, string name)
    {
        if (parent.String(name) is not { Length: > 0 } text)
            return null;
        if (Parse(text) is not { } parsed)
        {
            parent.Warn(parent.Path(name), "is not a date and time");
            return null;
        }
        return parsed.Local.Year == 1 ? null : ToInstant(parsed);
    }

    /// <summary>Reads an <c>Edm.Date</c>; a time after the date is ignored. Year 1 is how Graph says "none".</summary>
    public static LocalDate? ReadDate(LenientObject parent, string name)
    {
        if (parent.String(name) is not { Length: > 0 } text)
            return null;
        if (Parse(text) is { } parsed)
            return parsed.Local.Year == 1 ? null : parsed.Local.Date;
        parent.Warn(parent.Path(name), "is not a date");
        return null;
    }

    internal static (LocalDateTime Local, Offset? Offset)? Parse(string text)
    {
        if (text.Length > LongestTime || IsoTime().Match(text) is not { Success: true } match)
            return null;
        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
        int year = Number("year"), month = Number("month"), day = Number("day"), hour = Number("hour"), minute = Number("minute"), second = Number("second");
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return null;
        var nanoseconds = long.Parse(match.Groups["fraction"].Value.PadRight(9, '0').AsSpan(0, 9), CultureInfo.InvariantCulture);
        var local = new LocalDateTime(year, month, day, hour, minute, second).PlusNanoseconds(nanoseconds);
        var (ok, offset) = ReadOffset(match);
        return ok ? (local, offset) : null;
    }

    private static (bool Ok, Offset? Offset) ReadOffset(Match match)
    {
        if (match.Groups["utc"].Success)
            return (true, Offset.Zero);
        if (!match.Groups["sign"].Success)
            return (true, null);
        var hours = int.Parse(match.Groups["offsetHours"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = int.Parse(match.Groups["offsetMinutes"].ValueSpan, CultureInfo.InvariantCulture);
        if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0))
            return (false, null);
        var sign = match.Groups["sign"].ValueSpan is "-" ? -1 : 1;
        return (true, Offset.FromSeconds(sign * ((hours * 3600) + (minutes * 60))));
    }

    private static Instant? ToInstant((LocalDateTime Local, Offset? Offset) time)
    {
        // The first and last day of the calendar leave it when an offset is taken off.
        if (time.Local.Year is 1 or 9999)
            return null;
        return time.Local.WithOffset(time.Offset ?? Offset.Zero).ToInstant();
    }

    [GeneratedRegex(
        @"^\s*(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})(?:[Tt ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]+))?)?\s*(?:(?<utc>[Zz])|(?<sign>[+-])(?<offsetHours>[0-9]{2}):?(?<offsetMinutes>[0-9]{2}))?)?\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsoTime();
}
