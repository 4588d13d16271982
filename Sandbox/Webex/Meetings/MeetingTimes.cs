using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Sandbox.Webex;

/// <summary>Webex's rules on the start and end of a meeting.</summary>
internal static class MeetingTimes
{
    private static readonly Duration Shortest = Duration.FromMinutes(10);
    private static readonly Duration Longest = Duration.FromMinutes(24 * 60 - 1);

    public static DateTimeZone Zone(string? name) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(name ?? "UTC") ?? throw WebexProblem.BadRequest("timezone is not an IANA time zone.");

    /// <param name="field">Name of the field, for the message.</param>
    /// <param name="text">ISO 8601, with an offset or in the meeting's zone.</param>
    /// <param name="zone">The meeting's zone.</param>
    public static Instant Read(string field, string text, DateTimeZone zone)
    {
        if (OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var exact)) return exact.ToInstant();
        if (LocalDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var local)) return local.InZoneLeniently(zone).ToInstant();
        throw WebexProblem.BadRequest($"{field} is not an ISO 8601 date and time.");
    }

    /// <summary>Cuts to whole minutes and checks; a start in the current minute moves to the next one.</summary>
    public static (Instant Start, Instant End) Check(Instant start, Instant end, Instant now)
    {
        var (first, last, minute) = (WholeMinute(start), WholeMinute(end), WholeMinute(now));
        if (first == minute) first = minute + Duration.FromMinutes(1);
        if (first < now) throw WebexProblem.BadRequest("start cannot be before the current date and time.");
        if (last <= first) throw WebexProblem.BadRequest("end must be after start.");
        if (last - first < Shortest || last - first > Longest)
            throw WebexProblem.BadRequest("The duration must be between 10 minutes and 23 hours 59 minutes.");
        if (first.InUtc().LocalDateTime >= now.InUtc().LocalDateTime.PlusYears(10))
            throw WebexProblem.BadRequest("A meeting cannot start 10 years or more in the future.");
        return (first, last);
    }

    private static Instant WholeMinute(Instant time) => Instant.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 60 * 60);
}
