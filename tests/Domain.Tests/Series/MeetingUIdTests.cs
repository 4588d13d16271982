using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Domain.Tests.Series;

public sealed class MeetingUIdTests
{
    private const string SeriesUId = "040000008200E00074C5B7101A82E00800000000D0D2C1A4B0A0DA010000000000000000100000008F3F2A6B7C1D4E5FA0B1C2D3E4F50617";
    private const string OccurrenceUId = "040000008200E00074C5B7101A82E00807EB0308D0D2C1A4B0A0DA010000000000000000100000008F3F2A6B7C1D4E5FA0B1C2D3E4F50617";

    [Theory]
    [InlineData(OccurrenceUId, SeriesUId)]
    [InlineData(SeriesUId, SeriesUId)]
    [InlineData("meeting-17@calendar.partner.example", "meeting-17@calendar.partner.example")]
    [InlineData("040000008200E00074C5B7101A82E008", "040000008200E00074C5B7101A82E008")]
    [InlineData("", "")]
    public void A_series_is_known_by_its_occurrences(string occurrence, string series) => MeetingUId.OfSeries(occurrence).ShouldBe(series);

    [Fact]
    public void An_occurrence_has_the_same_id_in_every_mailbox()
    {
        var slot = Instant.FromUtc(2027, 3, 8, 9, 0);
        MeetingUId.OfOccurrence(new CalendarEvent { Id = "a", ICalUId = OccurrenceUId, OriginalStart = slot }, SeriesUId).ShouldBe(OccurrenceUId);
        // A calendar of somebody else's gives all occurrences their series' id.
        var one = new CalendarEvent { Id = "a", ICalUId = "uid", OriginalStart = slot };
        MeetingUId.OfOccurrence(one with { Id = "b" }, "uid").ShouldBe(MeetingUId.OfOccurrence(one, "uid"));
        MeetingUId.OfOccurrence(one with { OriginalStart = slot + Duration.FromDays(7) }, "uid").ShouldNotBe(MeetingUId.OfOccurrence(one, "uid"));
    }

    [Fact]
    public void A_long_id_is_known_by_a_hash()
    {
        MeetingUId.Shorten(new string('x', 512)).ShouldBe(new string('x', 512));
        MeetingUId.Shorten(new string('я', 256)).ShouldBe(new string('я', 256));
        // Meetings are stored by it: it never changes.
        MeetingUId.Shorten(new string('x', 513)).ShouldBe("35ADE0090E64E74D6AD04204009C23A4E34B82BDF0F4F317FBCC5F26F9B10241");
        MeetingUId.Shorten(new string('я', 257)).Length.ShouldBe(64);
        MeetingUId.Shorten(new string('x', 5_000) + "1").ShouldNotBe(MeetingUId.Shorten(new string('x', 5_000) + "2"));
        MeetingUId.Shorten(null).ShouldBeNull();
    }

    [Fact]
    public void A_long_occurrence_is_known_to_be_of_its_series()
    {
        var (series, occurrence) = (MeetingUId.Shorten(SeriesUId + new string('A', 600)), MeetingUId.Shorten(OccurrenceUId + new string('A', 600)));
        MeetingUId.OfSeries(occurrence).ShouldBe(series);
        occurrence.ShouldNotBe(series);
        series.ShouldNotBe(MeetingUId.Shorten(SeriesUId + new string('B', 600)));
    }
}
