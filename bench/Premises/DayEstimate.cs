namespace HybridCalendar.Bench.Premises;

/// <summary>
/// What a measured rate means for a day of an organization's schedulers. Assumed: each schedules one meeting a day with a room of TMS or with @meet, every
/// fourth is changed once afterwards, and a fifth of it all falls into the busiest hour.
/// </summary>
internal static class DayEstimate
{
    private const double MeetingsEach = 1;
    private const double ChangesEach = 0.25;
    private const double PeakHourShare = 0.2;

    /// <summary>Changes a minute in the busiest hour.</summary>
    public static int PeakOf(int users) => (int)Math.Ceiling(ADay(users) * PeakHourShare / 60);

    /// <param name="users">Schedulers.</param>
    /// <param name="perMinute">Changes a minute that TMS, as slow as it was, can take.</param>
    public static object Of(int users, double perMinute)
    {
        var aDay = ADay(users);
        var inPeakHour = aDay * PeakHourShare;
        return new
        {
            users,
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

    private static double ADay(int users) => users * MeetingsEach * (1 + ChangesEach);
}
