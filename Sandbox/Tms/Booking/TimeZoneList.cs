using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;
using TimeZoneConverter;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Tells the rules of a Windows time zone as they are this year.</summary>
internal static class TimeZoneList
{
    private static readonly XNamespace s_ns = TmsNames.Booking;

    public static IEnumerable<XElement> RulesOf(string id, TimeProvider time)
    {
        if (!TZConvert.TryWindowsToIana(id, out var iana) || DateTimeZoneProviders.Tzdb.GetZoneOrNull(iana) is not { } zone)
            throw new TmsFault(TmsErrorCode.BadTimeZoneRule, "There is no such time zone.");
        var year = time.GetUtcNow().Year;
        var changes = zone.GetZoneIntervals(Instant.FromUtc(year, 1, 1, 0, 0), Instant.FromUtc(year + 1, 1, 1, 0, 0)).Where(one => one.HasStart).Skip(1).ToList();
        var standard = zone.GetZoneInterval(Instant.FromUtc(year, 1, 1, 0, 0)) is { Savings.Seconds: 0 } winter ? winter.WallOffset : changes[0].StandardOffset;
        var saving = changes.Find(one => one.Savings > Offset.Zero);
        return
        [
            new XElement(s_ns + "TimeZoneRule", new XElement(s_ns + "Id", id), new XElement(s_ns + "DisplayName", id),
                new XElement(s_ns + "BaseOffsetInMinutes", standard.Seconds / 60),
                saving is null ? null : new XElement(s_ns + "Daylight", Change(saving.Start, standard)),
                new XElement(s_ns + "DaylightOffsetInMinutes", (saving?.Savings.Seconds ?? 0) / 60),
                saving is null ? null : new XElement(s_ns + "Standard", Change(changes.Find(one => one.Savings == Offset.Zero)!.Start, saving.WallOffset))),
        ];
    }

    private static IEnumerable<XElement> Change(Instant at, Offset before)
    {
        var wall = at.WithOffset(before).LocalDateTime;
        yield return new XElement(s_ns + "ChangeSecondAtDay", wall.Hour * 3600 + wall.Minute * 60);
        var isLast = wall.Date.PlusDays(7).Month != wall.Month;
        yield return new XElement(s_ns + "RelativeRule", new XElement(s_ns + "Month", wall.Month),
            new XElement(s_ns + "DayOfTheWeek", (int)wall.DayOfWeek % 7), new XElement(s_ns + "WeekOfTheMonthIndex", isLast ? 5 : (wall.Day + 6) / 7));
    }
}
