using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Scenarios.Tests.Play;

/// <summary>An occurrence as Graph lists it.</summary>
/// <param name="Id">Graph's id.</param>
/// <param name="Slot">The day that the pattern gives it.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
internal sealed record SeriesOccurrence(string Id, LocalDate Slot, DateTime Start, DateTime End)
{
    public static SeriesOccurrence Read(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        SlotIn(json.GetProperty("iCalUId").GetString()!)!.Value,
        Time(json.GetProperty("start")),
        Time(json.GetProperty("end")));

    /// <summary>An occurrence's iCalUId carries its day: year, month and day as hexadecimal numbers.</summary>
    public static LocalDate? SlotIn(string iCalUId)
    {
        var day = iCalUId.AsSpan(32, 8);
        return day is "00000000" ? null : new LocalDate(
            int.Parse(day[..4], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            int.Parse(day[4..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            int.Parse(day[6..], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    /// <summary>The iCalUId of the series, from its own or an occurrence's.</summary>
    public static string SeriesOf(string iCalUId) => string.Concat(iCalUId.AsSpan(0, 32), "00000000", iCalUId.AsSpan(40));

    private static DateTime Time(JsonElement json) =>
        LocalDateTimePattern.ExtendedIso.Parse(json.GetProperty("dateTime").GetString()!).Value.ToDateTimeUnspecified();
}
