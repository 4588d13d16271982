using HybridCalendar.Domain.Meetings;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Domain.Recurrence;

/// <summary>When an event takes place.</summary>
public static class Occurrences
{
    private static readonly Instant s_farAhead = Instant.FromUtc(2200, 1, 1, 0, 0);

    /// <summary>
    /// The occurrences of a single event or a series master in a window. Cancelled ones are left out; an exception stands at its
    /// own time instead of its slot. A cancelled event has none.
    /// </summary>
    /// <param name="ev">The event, with its exceptions and cancelled occurrences if it is a master.</param>
    /// <param name="from">Start of the window.</param>
    /// <param name="to">End of the window, exclusive.</param>
    /// <param name="max">At most this many, the earliest ones.</param>
    /// <param name="rule">What it means to be in the window.</param>
    public static OccurrenceList Of(CalendarEvent ev, Instant from, Instant to, int max, WindowRule rule = WindowRule.StartsWithin)
    {
        var warnings = new List<string>();
        var found = new List<Occurrence>();
        bool InWindow(Occurrence occurrence) => occurrence.Start < to
            && (occurrence.Start >= from || (rule == WindowRule.Overlaps && occurrence.End > from));

        if (ev.IsCancelled)
        {
            warnings.Add("The event is cancelled.");
        }
        else if (!EventTimes.IsUsable(ev.Start))
        {
            warnings.Add("The event's start is missing or out of range.");
        }
        else if (max > 0 && from < to)
        {
            var one = max == int.MaxValue ? max : max + 1;
            var all = IsSeries(ev, warnings) ? Series(ev, from, to, warnings, InWindow, one) : [Single(ev, warnings)];
            found.AddRange(all.Where(InWindow).OrderBy(occurrence => occurrence.Start).ThenBy(occurrence => occurrence.End).Take(one));
        }

        var truncated = found.Count > max;
        return new OccurrenceList(truncated ? found[..max] : found, truncated, warnings.Distinct().ToList());
    }

    /// <summary>The first occurrence from a moment on; null when there is none before the year 2200.</summary>
    /// <param name="ev">As for <see cref="Of"/>.</param>
    /// <param name="from">The moment.</param>
    /// <param name="rule">Whether one that is under way then is meant too.</param>
    public static Occurrence? First(CalendarEvent ev, Instant from, WindowRule rule = WindowRule.StartsWithin) =>
        Of(ev, from, s_farAhead, max: 1, rule).Items is [var first, ..] ? first : null;

    /// <summary>The occurrence that is under way at a moment, the first one should two overlap; null when none is.</summary>
    public static Occurrence? Running(CalendarEvent ev, Instant moment) =>
        Of(ev, moment, moment.PlusTicks(1), max: 1, WindowRule.Overlaps).Items is [var running, ..] ? running : null;

    /// <summary>When the event's last occurrence ends, cancelled ones included; null for a series without end and for an event without a usable start.</summary>
    public static Instant? LastEnd(CalendarEvent ev)
    {
        List<string> ignored = [];
        if (!EventTimes.IsUsable(ev.Start)) return null;
        if (!IsSeries(ev, ignored)) return Single(ev, ignored).End;
        var times = EventTimes.OfSeries(ev, ignored);
        var last = new SeriesDates(WithStartDate(ev.Recurrence!, times.Start.Date, ignored)).Last();
        if (last is null) return null;
        var regular = times.At(last.Value + times.Start.TimeOfDay, ev, last).End;
        return Exceptions(ev, times, ignored).Select(exception => exception.End).Append(regular).Max();
    }

    private static bool IsSeries(CalendarEvent ev, List<string> warnings)
    {
        if (ev.Type is EventType.Occurrence or EventType.Exception) return false;
        if (ev.Recurrence is not null) return true;
        if (ev.Type == EventType.SeriesMaster) warnings.Add("The series master carries no recurrence; only its first occurrence is known.");
        return false;
    }

    private static Occurrence Single(CalendarEvent ev, List<string> warnings)
    {
        var times = EventTimes.OfSingle(ev, warnings);
        return times.At(times.Start, ev, slot: null);
    }

    private static List<Occurrence> Series(
        CalendarEvent master, Instant from, Instant to, List<string> warnings, Func<Occurrence, bool> inWindow, int max)
    {
        var times = EventTimes.OfSeries(master, warnings);
        var rule = WithStartDate(master.Recurrence!, times.Start.Date, warnings);
        var exceptions = Exceptions(master, times, warnings);
        var taken = exceptions.Select(exception => exception.Slot!.Value).Concat(CancelledDates(master, warnings)).ToHashSet();

        var dates = new SeriesDates(rule);
        warnings.AddRange(dates.Warnings);
        var regular = dates.From(times.EarliestDate(from))
            .Select(date => times.At(date + times.Start.TimeOfDay, master, date))
            .TakeWhile(occurrence => occurrence.Start < to)
            .Where(occurrence => !taken.Contains(occurrence.Slot!.Value) && inWindow(occurrence))
            .Take(max);
        return [.. regular, .. exceptions.Where(exception => !exception.Event.IsCancelled)];
    }

    private static RecurrenceRule WithStartDate(RecurrenceRule rule, LocalDate start, List<string> warnings)
    {
        if (rule.Range.StartDate.Year > 1) return rule;
        warnings.Add("The range's start date is missing; the event's was taken.");
        return rule with { Range = rule.Range with { StartDate = start } };
    }

    /// <summary>Every pattern yields at most one occurrence a day, so the date of its slot identifies an exception.</summary>
    private static List<Occurrence> Exceptions(CalendarEvent master, EventTimes times, List<string> warnings)
    {
        var found = new Dictionary<LocalDate, Occurrence>();
        foreach (var exception in master.ExceptionOccurrences)
        {
            var own = EventTimes.IsUsable(exception.Start) ? Single(exception, warnings) : null;
            if ((exception.OriginalStart ?? own?.Start) is not { } original)
            {
                warnings.Add("An exception without start and original start was ignored.");
                continue;
            }

            if (exception.OriginalStart is null) warnings.Add("An exception lacks its original start; its own start's date was taken for it.");
            if (own is null) warnings.Add("An exception lacks its start; its slot's time was taken.");
            var slot = times.SlotOf(original);
            found[slot] = own is null ? times.At(slot + times.Start.TimeOfDay, exception, slot) : own with { Slot = slot };
        }

        return [.. found.Values];
    }

    private static IEnumerable<LocalDate> CancelledDates(CalendarEvent master, List<string> warnings)
    {
        foreach (var id in master.CancelledOccurrences)
        {
            var parsed = LocalDatePattern.Iso.Parse(id[(id.LastIndexOf('.') + 1)..]);
            if (parsed.Success) yield return parsed.Value;
            else warnings.Add("The id of a cancelled occurrence does not end in a date; it was ignored.");
        }
    }
}
