using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Series;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Grains.Rooms;

/// <summary>A digest of all that decides what a room's devices show. Pure, and the same whichever of the two reads gave the events.</summary>
public static class RoomOutline
{
    /// <param name="events">The window's events, in any order, with at least the fields of an outline.</param>
    /// <param name="basis">What decides besides calendar and series.</param>
    /// <param name="answers">What the series of the listed meetings answer.</param>
    public static string Of(IEnumerable<CalendarEvent> events, string basis, IEnumerable<(string Uid, SeriesJoin Join)> answers)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(digest, basis);
        foreach (var line in events.Select(Line).Order(StringComparer.Ordinal))
            Append(digest, line);
        foreach (var line in answers.Select(answer => $"{answer.Uid} {answer.Join}").Order(StringComparer.Ordinal))
            Append(digest, line);
        return Convert.ToHexString(digest.GetHashAndReset().AsSpan(0, 16));
    }

    private static string Line(CalendarEvent ev) => string.Join(
        ' ', ev.Id, ev.ETag, ev.LastModified is { } modified ? InstantPattern.ExtendedIso.Format(modified) : "", Text(ev.Start), Text(ev.End), ev.IsCancelled, ev.Response);

    private static string Text(EventTime time) => LocalDateTimePattern.ExtendedIso.Format(time.Local) + time.Zone;

    private static void Append(IncrementalHash digest, string line) => digest.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
