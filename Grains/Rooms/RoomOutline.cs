using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Series;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Digests of what decides what a room's devices show. Pure, and the same whichever of the two reads gave the events.</summary>
public static class RoomOutline
{
    /// <summary>Of all that decides.</summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="basis">What decides besides calendar and series.</param>
    /// <param name="answers">What the series of the listed meetings answer.</param>
    public static string Of(SeenCalendar calendar, string basis, IEnumerable<(string Uid, SeriesJoin Join)> answers) => Digest(
        [basis, calendar.Digest, .. answers.Select(answer => $"{answer.Uid} {answer.Join}").Order(StringComparer.Ordinal)]);

    /// <summary>Of the calendar alone.</summary>
    /// <param name="events">The window's events, in any order, with at least the fields of an outline.</param>
    /// <param name="today">The day that the window lies around.</param>
    public static SeenCalendar Of(IReadOnlyCollection<CalendarEvent> events, Instant today) => new(
        LocalDatePattern.Iso.Format(today.InUtc().Date), Version(events), events.Max(ev => ev.LastModified)?.ToDateTimeOffset());

    /// <summary>Of some events: another one means that one of them changed.</summary>
    public static string Version(IEnumerable<CalendarEvent> events) => Digest(events.Select(Line).Order(StringComparer.Ordinal));

    private static string Line(CalendarEvent ev) => string.Join(
        ' ', ev.Id, ev.ETag, ev.LastModified is { } modified ? InstantPattern.ExtendedIso.Format(modified) : "", Text(ev.Start), Text(ev.End), ev.IsCancelled, ev.Response);

    private static string Text(EventTime time) => LocalDateTimePattern.ExtendedIso.Format(time.Local) + time.Zone;

    private static string Digest(IEnumerable<string> lines)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
            digest.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexString(digest.GetHashAndReset().AsSpan(0, 16));
    }
}
