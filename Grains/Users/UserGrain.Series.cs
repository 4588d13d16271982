using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Grains.Users;

/// <content>
/// Reads series with their exceptions. Only a read of its own shows a series with these, and not always: what Graph leaves out there stands
/// among that which takes place in the calendar.
/// </content>
internal sealed partial class UserGrain
{
    /// <summary>An occurrence is looked at as part of its series.</summary>
    private async Task<CalendarEvent?> CompleteSeriesAsync(CalendarEvent? seen) => seen switch
    {
        { Type: EventType.Occurrence or EventType.Exception, SeriesMasterId: { } masterId } => await ReadSeriesAsync(masterId),
        { Type: EventType.SeriesMaster, IsOrganizer: true } => await ReadSeriesAsync(seen.Id),
        _ => seen,
    };

    /// <param name="masterId">Graph's id of the series.</param>
    /// <param name="shown">
    /// What takes place in a part of the calendar, when that was read. Else the next weeks are read when the series comes without any list of
    /// exceptions: later ones are found by the daily passes, in time for the devices.
    /// </param>
    private async Task<CalendarEvent?> ReadSeriesAsync(string masterId, IReadOnlyList<CalendarEvent>? shown = null)
    {
        var series = await Services.Calendar.GetSeriesAsync(Mail, masterId);
        if (series is not { IsOrganizer: true, IsCancelled: false })
            return series;
        if (shown is null && series.LacksExceptions)
            shown = await Services.Calendar.ListAsync(Mail, ToInstant(Now), ToInstant(Now) + CalendarSlices.Length);
        var found = shown?.Where(one => one.Type == EventType.Exception && one.SeriesMasterId == masterId) ?? [];
        return series with { ExceptionOccurrences = [.. series.ExceptionOccurrences.UnionBy(found, one => one.Id)] };
    }

    /// <summary>A known occurrence that is neither listed with its series nor takes place soon is looked at before it is given up.</summary>
    private async Task CheckGoneAsync(string occurrenceId)
    {
        if (await Services.Calendar.GetEventAsync(Mail, occurrenceId) is not { Type: EventType.Exception, IsCancelled: false })
            await ForgetAsync(occurrenceId);
    }
}
