using HybridCalendar.Clients;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Tests.Series;

/// <summary>Rooms go by what they were answered until they are told: whatever makes the answer another one has them told.</summary>
public sealed class SeriesAnswersTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly MeetingSighting s_sighting = new()
    {
        ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "event", Start = s_now, End = s_now.AddHours(1), Rooms = ["rila@contoso.example"],
    };

    private static readonly SeriesState s_plain = new() { Sighting = s_sighting };
    private static readonly SeriesState s_ready = new()
    {
        Sighting = s_sighting,
        Details = new MeetingJoinDetails { SipAddress = "1@acme.example" },
        Progress = new SeriesProgress { Action = KeywordAction.OneTimeMeeting, HasDetails = true },
    };

    public static TheoryData<SeriesState, SeriesState> Others => new()
    {
        { s_plain, s_plain with { Sighting = s_sighting with { HasText = true } } },
        { s_plain, s_plain with { Sighting = s_sighting with { TakeUpAt = s_now.AddDays(1) } } },
        { s_plain, s_plain with { Sighting = s_sighting with { Found = new FoundTarget("1@acme.example", JoinProtocol.SIP, MeetingPlatform.Webex, "rule", FoundIn.Body) } } },
        { s_plain, s_plain with { RoomsOfTheirOwn = ["rila@contoso.example"] } },
        { s_plain, s_plain with { Progress = s_plain.Progress with { IsRemoved = true } } },
        { s_ready, s_ready with { Details = new MeetingJoinDetails { SipAddress = "2@acme.example" } } },
        { s_ready, s_ready with { Details = null } },
        { s_ready, s_ready with { Progress = s_ready.Progress with { Refusal = "No." } } },
    };

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Another_answer_is_told(SeriesState before, SeriesState after) =>
        SeriesAnswers.Tell(before, after).Progress.Steps.ShouldContain(SeriesStep.TellRooms);

    [Fact]
    public void The_same_answer_is_not_told_again()
    {
        var written = s_ready with { Progress = s_ready.Progress with { HasWritten = true }, Sighting = s_sighting with { Subject = "Plan" } };
        SeriesAnswers.Tell(s_ready, written).ShouldBeSameAs(written);
    }

    [Fact]
    public void What_no_room_goes_by_is_not_told_the_end_of()
    {
        SeriesAnswers.Tell(new SeriesState(), s_plain).ShouldBeSameAs(s_plain);
        var pending = s_ready with { Details = null };
        SeriesAnswers.Tell(pending, s_ready).ShouldBeSameAs(s_ready);
    }
}
