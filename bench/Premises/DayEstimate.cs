namespace HybridCalendar.Bench.Premises;

/// <summary>
/// What a measured rate means for a day of 10,000 schedulers. Assumed: each schedules one meeting a day with a room of TMS or with @meet, every
/// fourth is changed once afterwards, and a fifth of it all falls into the busiest hour.
/// </summary>
internal static class DayEstimate
{
    private const int Users = 10_000;
    private const double MeetingsEach = 1;
    private const double ChangesEach = 0.25;
    private const double PeakHourShare = 0.2;

    /// <param name="perMinute">Changes a minute that TMS, as slow as it was, can take.</param>
    public static object Of(double perMinute)
    {
        var aDay = Users * MeetingsEach * (1 + ChangesEach);
        var inPeakHour = aDay * PeakHourShare;
        return new
        {
            Users,
            meetingsEach = MeetingsEach,
            changesEach = ChangesEach,
            peakHourShare = PeakHourShare,
            changesADay = aDay,
            changesInPeakHour = inPeakHour,
            perMinuteInPeakHour = Math.Round(inPeakHour / 60, 1),
            hoursForTheDayAtOnce = Math.Round(aDay / perMinute / 60, 2),
            shareOfCapacityInPeakHour = Math.Round(inPeakHour / 60 / perMinute, 2),
        };
    }
}
