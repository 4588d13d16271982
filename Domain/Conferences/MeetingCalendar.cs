using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Domain.Conferences;

/// <summary>What a request for a series says of each date of its pattern.</summary>
internal sealed class MeetingCalendar
{
    private readonly CalendarEvent _master;
    private readonly EventTimes _times;
    private readonly SeriesDates _dates;
    private readonly Dictionary<LocalDate, ConferenceException> _exceptions;
    private readonly HashSet<LocalDate> _gone;

    /// <param name="request">A request with a recurrence.</param>
    /// <param name="kept">Slots that are not to be booked, besides those that are deleted.</param>
    public MeetingCalendar(ConferenceRequest request, IEnumerable<LocalDate> kept)
    {
        _master = ConferenceTimes.ToEvent(request);
        _times = EventTimes.OfSeries(_master, []);
        _dates = new SeriesDates(_master.Recurrence!);
        _exceptions = request.Exceptions.GroupBy(exception => exception.Slot).ToDictionary(same => same.Key, same => same.Last());
        _gone = request.Cancellations.Concat(kept).ToHashSet();
    }

    /// <summary>The pattern's dates, none left out that reaches <paramref name="from"/>.</summary>
    public IEnumerable<LocalDate> DatesFrom(Instant from) => _dates.From(_times.EarliestDate(from));

    public bool Has(LocalDate date) => _dates.From(date).FirstOrDefault() == date;

    /// <param name="date">A date of the pattern.</param>
    public PlannedSlot SlotOn(LocalDate date)
    {
        var at = _times.At(date + _times.Start.TimeOfDay, _master, date);
        var slot = new PlannedSlot(date, at.Start, at.End) { IsRemoved = _gone.Contains(date) };
        if (!_exceptions.TryGetValue(date, out var exception))
            return slot;
        var start = TimeZones.ToInstant(exception.Start, _times.Zone);
        return slot with { Exception = exception, Start = start, End = Instant.Max(start, TimeZones.ToInstant(exception.End, _times.Zone)) };
    }
}
