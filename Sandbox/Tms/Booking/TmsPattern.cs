using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>A recurrence as the API has it.</summary>
/// <param name="Element">As it came, without its exceptions.</param>
/// <param name="Frequency">Daily, DailyWeekday, Weekly or Monthly.</param>
/// <param name="Interval">Every so many days, weeks or months.</param>
/// <param name="Days">Days of the week, in UTC.</param>
/// <param name="FirstDay">Where a week begins.</param>
/// <param name="Position">Which of those days of a month, -1 for the last; 0 for a day by number.</param>
/// <param name="MonthDay">Day of the month, 0 for none.</param>
/// <param name="Until">Last day, in UTC; null when it ends by count.</param>
/// <param name="Count">Number of occurrences; null when it ends by date.</param>
/// <param name="Exceptions">What differs.</param>
internal sealed record TmsPattern(
    XElement Element, string Frequency, int Interval, IReadOnlySet<IsoDayOfWeek> Days, IsoDayOfWeek FirstDay, int Position, int MonthDay,
    LocalDate? Until, int? Count, IReadOnlyList<TmsException> Exceptions)
{
    public static TmsPattern Read(XElement element)
    {
        var frequency = element.Text("FrequencyType");
        if (frequency is not ("Daily" or "DailyWeekday" or "Weekly" or "Monthly"))
            throw new TmsFault(TmsErrorCode.PatternNotSupported, $"The recurrence {frequency} is not supported.");
        var days = (element.Child("DaysOfWeek")?.Elements() ?? []).Select(day => DayOf(day.Value)).ToHashSet();
        var (position, monthDay, interval) = ((int)element.Number("BySetPosition"), (int)element.Number("ByMonthDay"), (int)element.Number("Interval"));
        if (frequency == "Monthly" && (position == 0) == (monthDay == 0))
            throw TmsFault.Unspecified("A monthly pattern needs either BySetPosition or ByMonthDay.");
        if ((frequency == "Weekly" || position != 0) && days.Count == 0)
            throw TmsFault.Unspecified("The pattern needs DaysOfWeek.");
        if (interval < 1 || position is < -1 or > 5 || monthDay is < 0 or > 31)
            throw TmsFault.Unspecified("The pattern has a number that is out of range.");
        var (until, count) = End(element);
        var bare = new XElement(element);
        bare.Child("Exceptions")?.Remove();
        bare.Child("FirstOccurrenceRecInstanceIdUTC")?.Remove();
        return new TmsPattern(bare, frequency, interval, days, element.Text("FirstDayOfWeek") is { Length: > 0 } first ? DayOf(first) : IsoDayOfWeek.Sunday,
            position, monthDay, until, count, [.. (element.Child("Exceptions")?.Elements() ?? []).Select(TmsException.Read)]);
    }

    private static (LocalDate? Until, int? Count) End(XElement element)
    {
        switch (element.Text("PatternEndType"))
        {
            case "EndByInstances":
                var count = (int)element.Number("PatternInstances");
                return count > 0 ? (null, count) : throw TmsFault.Unspecified("PatternInstances must be positive.");
            case "EndByDate":
                var until = element.Moment("PatternEndDateUTC") ?? throw TmsFault.Unspecified("PatternEndDateUTC is missing.");
                return (until.InUtc().Date, null);
            default:
                throw new TmsFault(TmsErrorCode.NeverEnding, "A never ending recurrence is not supported.");
        }
    }

    private static IsoDayOfWeek DayOf(string name) => Enum.Parse<IsoDayOfWeek>(name);
}
