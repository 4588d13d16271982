using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>An event's wall times in the zone in which it keeps them.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Start">The wall time of the (first) start.</param>
/// <param name="WallLength">
/// How far the wall clock moves from start to end. Exchange stores start and end as wall times, so an occurrence on the night of
/// a clock change ends at its usual wall time and lasts an hour more or less.
/// </param>
internal sealed record EventTimes(DateTimeZone Zone, LocalDateTime Start, Period WallLength)
{
    private const int LongestInDays = 3650;

    private bool IsAllDay { get; init; }

    /// <summary>
    /// The times of one meeting, in the zone that the source named. Graph gives all-day events as midnights "in UTC" whatever
    /// their zone, so those are days in the zone where the event was made.
    /// </summary>
    public static EventTimes OfSingle(CalendarEvent ev, List<string> warnings)
    {
        var floats = IsMidnightInUtc(ev) && TimeZones.Find(ev.OriginalStartTimeZone) is not null;
        var zone = floats ? TimeZones.Find(ev.OriginalStartTimeZone)! : Resolve(warnings, ev.Start.Zone, ev.OriginalStartTimeZone);
        return Of(ev, zone, warnings);
    }

    /// <summary>
    /// The times of a series, in the recurrence's zone: there it keeps its wall time, even if the start was read in UTC.
    /// </summary>
    public static EventTimes OfSeries(CalendarEvent master, List<string> warnings)
    {
        var named = master.Recurrence!.Range.RecurrenceTimeZone;
        var zone = string.IsNullOrWhiteSpace(named)
            ? Resolve(warnings, master.OriginalStartTimeZone ?? master.Start.Zone, master.Start.Zone)
            : Resolve(warnings, named, master.OriginalStartTimeZone, master.Start.Zone);
        return Of(master, zone, warnings);
    }

    /// <summary>The occurrence whose start the wall clock shows as <paramref name="start"/>.</summary>
    public Occurrence At(LocalDateTime start, CalendarEvent ev, LocalDate? slot)
    {
        var begins = TimeZones.ToInstant(start, Zone);
        var ends = TimeZones.ToInstant(start + WallLength, Zone);
        // A clock change between the two wall times can bring them together or turn them round: then the length counts.
        return new Occurrence(begins, ends > begins ? ends : begins + WallLength.ToDuration(), ev, slot);
    }

    /// <summary>No occurrence of an earlier date reaches <paramref name="from"/>; two days cover any zone's jumps.</summary>
    public LocalDate EarliestDate(Instant from)
    {
        var reach = WallLength.ToDuration() + Duration.FromDays(2);
        return from < Start.InUtc().ToInstant() + reach ? LocalDate.MinIsoValue : (from - reach).InZone(Zone).Date;
    }

    /// <summary>The date of the slot that starts at <paramref name="originalStart"/>.</summary>
    public LocalDate SlotOf(Instant originalStart)
    {
        var utc = originalStart.InUtc();
        return IsAllDay && utc.TimeOfDay == LocalTime.Midnight ? utc.Date : originalStart.InZone(Zone).Date;
    }

    private static EventTimes Of(CalendarEvent ev, DateTimeZone zone, List<string> warnings)
    {
        var start = Wall(ev.Start);
        var end = IsUsable(ev.End) ? Wall(ev.End) : start;
        if (end < start)
        {
            warnings.Add("The event ends before it starts; it was taken to have no length.");
            end = start;
        }
        else if (end - start is var length && length.Days + length.Months * 31 + length.Years * 366 > LongestInDays)
        {
            warnings.Add("The event is longer than ten years; it was cut to that.");
            end = start.PlusDays(LongestInDays);
        }

        return new EventTimes(zone, start, Period.Between(start, end, PeriodUnits.Ticks)) { IsAllDay = ev.IsAllDay };

        LocalDateTime Wall(EventTime time)
        {
            if (ev.IsAllDay && time.Local.TimeOfDay == LocalTime.Midnight) return time.Local;
            var own = TimeZones.Find(time.Zone);
            return own is null || own.Equals(zone) ? time.Local : TimeZones.ToInstant(time.Local, own).InZone(zone).LocalDateTime;
        }
    }

    /// <summary>False for a time that the source did not carry, and for one so far off that arithmetic on it would leave the calendar.</summary>
    public static bool IsUsable(EventTime time) => time.Local.Year is > 1 and <= SeriesDates.LastYear;

    private static bool IsMidnightInUtc(CalendarEvent ev) => ev.IsAllDay && ev.Start.Local.TimeOfDay == LocalTime.Midnight
        && TimeZones.Find(ev.Start.Zone) is { } zone && zone.Equals(DateTimeZone.Utc);

    private static DateTimeZone Resolve(List<string> warnings, params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            if (TimeZones.Find(name) is { } zone) return zone;
            if (name is not null) warnings.Add($"The time zone '{Shown(name)}' is not known.");
        }

        warnings.Add("No known time zone is named; UTC was taken.");
        return DateTimeZone.Utc;
    }

    private static string Shown(string name) => name.Length <= 60 ? name : name[..60];
}
