using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>The events an item stands for.</summary>
public static class Series
{
    /// <summary>The item itself: a single event or a series master.</summary>
    public static EventView View(this CalendarItem item) =>
        new(item, null, item.Content, item.IsSeries ? "seriesMaster" : "singleInstance");

    /// <summary>The occurrence of a slot, or nothing when the series has none there or it was deleted.</summary>
    public static EventView? Occurrence(this CalendarItem item, LocalDate slot)
    {
        if (item.Content.Recurrence is not { } recurrence || item.Deleted.Contains(slot))
            return null;
        return item.Exceptions.ContainsKey(slot) || recurrence.Has(slot) ? At(item, slot) : null;
    }

    /// <summary>
    /// The single event, or the occurrences and exceptions of a series, that overlap a range. Deleted ones are left out.
    /// </summary>
    public static IEnumerable<EventView> Events(this CalendarItem item, Instant from, Instant to)
    {
        if (item.Content.Recurrence is not { } recurrence)
        {
            var single = item.View();
            if (single.Overlaps(from, to))
                yield return single;
            yield break;
        }
        // Exceptions may lie anywhere between their neighbours, so they are looked at one by one, before the pattern.
        foreach (var slot in item.Exceptions.Keys)
        {
            if (!item.Deleted.Contains(slot) && At(item, slot) is var exception && exception.Overlaps(from, to))
                yield return exception;
        }
        var days = (int)Math.Ceiling((item.Content.End!.ToInstant() - item.Content.Start!.ToInstant()).TotalDays) + 2;
        var last = to.InUtc().Date.PlusDays(2);
        foreach (var slot in recurrence.Dates(from.InUtc().Date.PlusDays(-days)))
        {
            if (slot > last)
                yield break;
            if (item.Exceptions.ContainsKey(slot) || item.Deleted.Contains(slot))
                continue;
            var occurrence = At(item, slot);
            if (occurrence.Overlaps(from, to))
                yield return occurrence;
        }
    }

    /// <summary>Slots the item had and its successor has not, near enough to matter to anybody who synchronizes.</summary>
    internal static IEnumerable<LocalDate> LostSlots(CalendarItem before, CalendarItem after, LocalDate today)
    {
        if (before.Content.Recurrence is not { } old)
            return [];
        if (after.Content.Recurrence is { } now && now == old)
            return after.Deleted.Except(before.Deleted);
        var last = today.PlusYears(2);
        var kept = after.Content.Recurrence is { } pattern ? pattern.Dates(today.PlusYears(-1)).TakeWhile(d => d <= last).ToHashSet() : [];
        return old.Dates(today.PlusYears(-1)).TakeWhile(d => d <= last).Where(d => !kept.Contains(d) && !before.Deleted.Contains(d));
    }

    private static EventView At(CalendarItem item, LocalDate slot)
    {
        var content = item.Content;
        var start = content.Start! with { Local = slot + content.Start!.Local.TimeOfDay };
        var length = Period.Between(content.Start.Local, content.End!.Local, PeriodUnits.AllTimeUnits | PeriodUnits.Days);
        content = content with { Start = start, End = content.End with { Local = start.Local + length }, Recurrence = null };
        return item.Exceptions.TryGetValue(slot, out var exception)
            ? new(item, slot, exception.Patch.ApplyTo(content), "exception")
            : new(item, slot, content, "occurrence");
    }
}
