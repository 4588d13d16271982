using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Testing;

/// <summary>Meetings to book: in Sofia, in the room Rila, with people who dial in.</summary>
internal static class Meetings
{
    private static int s_requests;

    /// <summary>Wednesday, 10:00 to 11:00 in Sofia.</summary>
    public static ConferenceRequest Single() => new()
    {
        RequestId = $"r{Interlocked.Increment(ref s_requests)}",
        Kind = ConferenceRequestKind.Book,
        MeetingId = "meeting",
        Title = "Plans",
        Owner = new ConferenceOwner(TmsSite.Anna, "Anna Ivanova", "Europe/Sofia"),
        Zone = "Europe/Sofia",
        Start = new LocalDateTime(2026, 5, 6, 10, 0),
        End = new LocalDateTime(2026, 5, 6, 11, 0),
        Rooms = [TmsSite.Rila],
        DialInPlaces = 3,
    };

    public static ConferenceRequest Weekly(int count) => Repeat(new RecurrencePattern { Type = RecurrencePatternType.Weekly, DaysOfWeek = [IsoDayOfWeek.Wednesday] }, count);

    public static ConferenceRequest Daily(int count) => Repeat(new RecurrencePattern { Type = RecurrencePatternType.Daily }, count);

    /// <param name="pattern">How often.</param>
    /// <param name="count">How many; 0 for no end.</param>
    public static ConferenceRequest Repeat(RecurrencePattern pattern, int count) => Single() with
    {
        Recurrence = new RecurrenceRule(pattern, new RecurrenceRange
        {
            Type = count > 0 ? RecurrenceRangeType.Numbered : RecurrenceRangeType.NoEnd, StartDate = new LocalDate(2026, 5, 6), NumberOfOccurrences = count,
        }),
    };

    /// <summary>The next request of a meeting: it carries what the last answer told.</summary>
    public static ConferenceRequest After(this ConferenceRequest request, ConferenceAnswer answer) => request with
    {
        RequestId = $"r{Interlocked.Increment(ref s_requests)}", Parts = answer.Parts, Kept = answer.Kept,
    };

    public static ConferenceRequest At(this ConferenceRequest request, int hour, int minute = 0) => request with
    {
        Start = request.Start.Date + new LocalTime(hour, minute), End = request.Start.Date + new LocalTime(hour + 1, minute),
    };
}
