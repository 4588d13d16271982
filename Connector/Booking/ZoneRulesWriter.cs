using System.Xml;
using System.Xml.Linq;
using HybridCalendar.Connector.Tms;
using NodaTime;
using NodaTime.TimeZones;
using TimeZoneConverter;

namespace HybridCalendar.Connector.Booking;

/// <summary>
/// Writes the clock changes of a zone, without which TMS takes those of its own server. Where the changes of all years in question
/// follow one rule ("last Sunday of March") that rule is written, else each year's days.
/// </summary>
internal static class ZoneRulesWriter
{
    private static readonly XNamespace Ns = TmsNames.Booking;

    /// <param name="zone">The zone in which the series keeps its wall time.</param>
    /// <param name="from">The first start.</param>
    /// <param name="until">The last end.</param>
    public static XElement Write(DateTimeZone zone, Instant from, Instant until)
    {
        var years = Enumerable.Range(from.InZone(zone).Year, until.InZone(zone).Year - from.InZone(zone).Year + 1).Select(year => new ZoneYear(zone, year)).ToList();
        // Two more years show whether a date follows a rule.
        var shown = years.Concat([new ZoneYear(zone, years[^1].Year + 1), new ZoneYear(zone, years[^1].Year + 2)]).ToList();
        return new XElement(Ns + "ConferenceTimeZoneRules", Common(shown) is { } weeks
            ? [Rule(zone, shown[0], null, weeks)]
            : years.Select(year => Rule(zone, year, new LocalDate(year.Year, 1, 1), null)));
    }

    private static XElement Rule(DateTimeZone zone, ZoneYear year, LocalDate? validFrom, (int Daylight, int Standard)? weeks) => new(Ns + "TimeZoneRule",
        validFrom is { } date
            ? new XElement(Ns + "ValidFrom", XmlConvert.ToString(date.ToDateTimeUnspecified(), XmlDateTimeSerializationMode.Unspecified))
            : new XElement(Ns + "ValidFrom", new XAttribute(TmsNames.Schema + "nil", true)),
        new XElement(Ns + "Id", TZConvert.TryIanaToWindows(zone.Id, out var windows) ? windows : zone.Id),
        new XElement(Ns + "DisplayName", ""),
        new XElement(Ns + "BaseOffsetInMinutes", year.Standard.ToTimeSpan().TotalMinutes),
        year.ToDaylight is { } daylight ? Change("Daylight", daylight, weeks?.Daylight) : null,
        new XElement(Ns + "DaylightOffsetInMinutes", year.Saving.ToTimeSpan().TotalMinutes),
        year.ToStandard is { } standard ? Change("Standard", standard, weeks?.Standard) : null);

    /// <param name="name">Daylight or Standard.</param>
    /// <param name="at">The wall time at which the clock is set, as it shows before.</param>
    /// <param name="week">Which such day of the month, 5 for the last; null for just this date.</param>
    private static XElement Change(string name, LocalDateTime at, int? week) => new(Ns + name,
        new XElement(Ns + "ChangeSecondAtDay", at.TimeOfDay.NanosecondOfDay / NodaConstants.NanosecondsPerSecond),
        week is { } index
            ? new XElement(Ns + "RelativeRule",
                new XElement(Ns + "Month", at.Month), new XElement(Ns + "DayOfTheWeek", (int)at.DayOfWeek % 7), new XElement(Ns + "WeekOfTheMonthIndex", index))
            : new XElement(Ns + "AbsoluteRule", new XElement(Ns + "Month", at.Month), new XElement(Ns + "DayOfMonth", at.Day)));

    /// <summary>The week indexes that hold in all years; null when there are none.</summary>
    private static (int Daylight, int Standard)? Common(List<ZoneYear> years)
    {
        if (years.Any(year => year.Standard != years[0].Standard || year.Saving != years[0].Saving || year.ToDaylight is null != years[0].ToDaylight is null))
            return null;
        if (years[0].ToDaylight is null)
            return (0, 0);
        return Week(years.Select(year => year.ToDaylight!.Value)) is { } daylight && Week(years.Select(year => year.ToStandard!.Value)) is { } standard
            ? (daylight, standard)
            : null;
    }

    private static int? Week(IEnumerable<LocalDateTime> changes)
    {
        var all = changes.ToList();
        if (all.Any(change => change.Month != all[0].Month || change.DayOfWeek != all[0].DayOfWeek || change.TimeOfDay != all[0].TimeOfDay))
            return null;
        if (all.TrueForAll(change => change.Day + 7 > CalendarSystem.Iso.GetDaysInMonth(change.Year, change.Month)))
            return 5;
        var index = (all[0].Day - 1) / 7 + 1;
        return all.TrueForAll(change => (change.Day - 1) / 7 + 1 == index) ? index : null;
    }

    /// <summary>The clock changes of one year: none, or one to and one from daylight saving.</summary>
    private sealed class ZoneYear
    {
        public ZoneYear(DateTimeZone zone, int year)
        {
            Year = year;
            var start = new LocalDate(year, 1, 1).AtStartOfDayInZone(zone).ToInstant();
            var intervals = zone.GetZoneIntervals(new Interval(start, new LocalDate(year + 1, 1, 1).AtStartOfDayInZone(zone).ToInstant())).ToList();
            var (low, high) = (intervals.MinBy(interval => interval.WallOffset)!, intervals.MaxBy(interval => interval.WallOffset)!);
            Standard = low.WallOffset;
            Saving = high.WallOffset - low.WallOffset;
            foreach (var (before, after) in intervals.Zip(intervals.Skip(1)))
            {
                if (after.WallOffset > before.WallOffset)
                    ToDaylight ??= before.IsoLocalEnd;
                else if (after.WallOffset < before.WallOffset)
                    ToStandard ??= before.IsoLocalEnd;
            }
            // A zone that changed for good in this year has no rule; the time in which it spends the year's end counts.
            if (ToDaylight is null || ToStandard is null)
                (ToDaylight, ToStandard, Standard, Saving) = (null, null, intervals[^1].WallOffset, Offset.Zero);
        }

        public int Year { get; }

        public Offset Standard { get; }

        public Offset Saving { get; }

        public LocalDateTime? ToDaylight { get; }

        public LocalDateTime? ToStandard { get; }
    }
}
