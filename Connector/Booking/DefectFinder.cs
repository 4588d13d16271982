using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>Finds the bookings that TMS marks as defective, and why: TMS itself tells only that they are.</summary>
internal static class DefectFinder
{
    private const string Defective = "Defective";

    public static async Task<Defects> FindAsync(
        ITmsBooking tms, ConferenceRequest request, ConferenceWriter writer, IReadOnlyList<BookedPart> booked, Instant now, CancellationToken cancel)
    {
        var times = new List<(Instant Start, Instant End)>();
        var isShort = false;
        foreach (var (part, conference, _) in booked)
        {
            if (!part.IsSeries && conference is { Status: Defective, Start: { } start, End: { } end })
                times.Add((start, end));
            if (!part.IsSeries)
                continue;
            var listed = await OfSeriesAsync(tms, request, conference, part, now, cancel);
            isShort |= listed.Count < part.Instances.Count();
            times.AddRange(listed.Where(instance => instance is { Status: Defective, Start: not null, End: not null }).Select(instance => (instance.Start!.Value, instance.End!.Value)));
        }
        if (times.Count == 0)
            return Defects.None with { IsShort = isShort };
        var first = times.MinBy(time => time.Start);
        var inTheWay = await InTheWayAsync(tms, request, first, cancel);
        var reason = inTheWay.Count > 0 ? ConferenceReason.Conflict : writer.UsesBridge ? ConferenceReason.NoPorts : ConferenceReason.Defective;
        var mayBeFree = inTheWay.Count == 0 && request.AllRooms.Count > 0;
        var ours = inTheWay.Where(other => other["ExternalSourceId"] == booked[0].Conference["ExternalSourceId"]).ToList();
        return new Defects(
            times.Count, reason, first.Start, IsOurs: (mayBeFree && !writer.UsesBridge) || ours.Count > 0, mayBeFree,
            RunsAlready: first.Start <= now && ours.Exists(other => other.Start == first.Start && other.End == first.End)) { IsShort = isShort };
    }

    /// <summary>The state of a series is that of one of its instances, so they are looked at themselves.</summary>
    private static async Task<IReadOnlyList<TmsConference>> OfSeriesAsync(
        ITmsBooking tms, ConferenceRequest request, TmsConference series, PlannedPart part, Instant now, CancellationToken cancel)
    {
        var key = MeetingKey.Of(request.MeetingId, part.Number);
        var listed = await new SeriesList(tms, request).ReadAsync(series, now, part.Until + Duration.FromDays(1), cancel);
        return [.. listed.Where(instance => instance["ExternalPrimaryKey"] == key && instance["ExternalSourceId"] == series["ExternalSourceId"] && instance.Status != "Deleted")];
    }

    private static async Task<IReadOnlyList<TmsConference>> InTheWayAsync(
        ITmsBooking tms, ConferenceRequest request, (Instant Start, Instant End) time, CancellationToken cancel)
    {
        if (request.AllRooms.Count == 0)
            return [];
        var others = await tms.OfSystemsAsync([.. request.AllRooms], time.Start, time.End, cancel);
        return [.. others.Where(other => other.Status is not (Defective or "Deleted" or "Finished") && other.Start < time.End && time.Start < other.End)];
    }
}
