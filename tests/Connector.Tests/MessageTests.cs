using System.Text.Json;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Tests;

/// <summary>What a series and a connector say to each other survives the way there and back.</summary>
public sealed class MessageTests
{
    private static readonly ConferenceJoin s_join = new()
    {
        SipAddress = "8001@example.com", NumericId = "8001", Passcode = "4711", PhoneNumbers = [new PhoneNumber("+359 2 000", "Sofia")],
    };

    private static readonly ConferenceRequest s_request = new()
    {
        RequestId = "r1",
        Kind = ConferenceRequestKind.Book,
        MeetingId = "uid-1",
        Title = "Weekly \"<&>\" \u0416",
        Owner = new ConferenceOwner("ann@example.com", "Ann", "Europe/Sofia"),
        Zone = "Europe/Sofia",
        Start = new LocalDateTime(2026, 5, 6, 9, 0),
        End = new LocalDateTime(2026, 5, 6, 10, 0),
        Recurrence = new RecurrenceRule(
            new RecurrencePattern { Type = RecurrencePatternType.Weekly, DaysOfWeek = [IsoDayOfWeek.Wednesday] },
            new RecurrenceRange { Type = RecurrenceRangeType.EndDate, StartDate = new LocalDate(2026, 5, 6), EndDate = new LocalDate(2026, 9, 1) }),
        Exceptions = [new ConferenceException(new LocalDate(2026, 5, 13), new LocalDateTime(2026, 5, 14, 9, 0), new LocalDateTime(2026, 5, 14, 9, 30)) { Rooms = [7] }],
        Cancellations = [new LocalDate(2026, 5, 20)],
        Rooms = [66, 67],
        DialInPlaces = 4,
        Kept = [new KeptInstance(new LocalDate(2026, 5, 6), Instant.FromUtc(2026, 5, 6, 6, 0), Instant.FromUtc(2026, 5, 6, 7, 0))],
        Parts = [new ConferencePart(1, 17, new LocalDate(2026, 5, 6), new LocalDate(2026, 8, 26), Instant.FromUtc(2026, 8, 26, 7, 0), s_join)],
    };

    [Fact]
    public void A_request_is_read_as_it_was_written()
    {
        var json = ConferenceJson.Write(s_request);

        ConferenceJson.Write(ConferenceJson.ReadRequest(json)).ShouldBe(json);
        var read = ConferenceJson.ReadRequest(json);
        read.Recurrence!.Range.EndDate.ShouldBe(new LocalDate(2026, 9, 1));
        read.Recurrence.Pattern.DaysOfWeek.ShouldBe([IsoDayOfWeek.Wednesday]);
        read.Exceptions[0].Rooms.ShouldBe([7L]);
        read.Kept.ShouldBe(s_request.Kept);
        read.Start.ShouldBe(s_request.Start);
        read.Parts[0].Join!.PhoneNumbers.ShouldBe(s_join.PhoneNumbers);
    }

    [Fact]
    public void An_answer_is_read_as_it_was_written_also_with_members_of_a_later_version()
    {
        var answer = new ConferenceAnswer
        {
            RequestId = "r1", Outcome = ConferenceOutcome.RetryLater, Reason = ConferenceReason.NoPorts, Text = "No port.",
            Join = s_join, AskAgainAt = Instant.FromUtc(2026, 5, 6, 6, 0), Notes = ["n"],
        };

        var read = ConferenceJson.ReadAnswer(ConferenceJson.Write(answer).Insert(1, "\"later\":{\"a\":[1]},"));

        read.Outcome.ShouldBe(ConferenceOutcome.RetryLater);
        read.Reason.ShouldBe(ConferenceReason.NoPorts);
        read.AskAgainAt.ShouldBe(answer.AskAgainAt);
        read.Join!.NumericId.ShouldBe("8001");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"requestId\":\"r\",\"kind\":\"Book\",\"meetingId\":\"m\",\"start\":\"secret title\"}")]
    [InlineData("secret title")]
    public void A_broken_request_is_refused_without_naming_its_content(string json) =>
        Should.Throw<JsonException>(() => ConferenceJson.ReadRequest(json)).Message.ShouldNotContain("secret title");
}
