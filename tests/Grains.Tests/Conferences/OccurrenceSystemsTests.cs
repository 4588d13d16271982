using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Tests.Conferences;

/// <summary>An administrator may take a room's TMS system away while a meeting runs there.</summary>
public sealed class OccurrenceSystemsTests
{
    private const string Room = "vitosha@contoso.example";
    private static readonly DateTimeOffset s_start = new(2027, 1, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, long> s_none = [];

    [Theory]
    [InlineData(-1, null, new long[0])]
    [InlineData(10, null, new long[] { 66 })]
    [InlineData(60, null, new long[0])]
    [InlineData(10, "weekly", new long[0])]
    public void Only_a_single_meeting_that_runs_keeps_a_system_that_its_room_has_no_more(int minutes, string? recurrence, long[] left)
    {
        var seen = Seen() with { Recurrence = recurrence };
        var state = new SeriesState { Sighting = seen, TmsSystems = [66] };
        Mapped(state, seen, s_none, s_start.AddMinutes(minutes)).TmsSystems.ShouldBe(left);
    }

    [Fact]
    public void A_system_that_is_another_now_is_added_while_the_meeting_runs()
    {
        var state = new SeriesState { Sighting = Seen(), TmsSystems = [66] };
        Mapped(state, Seen(), new Dictionary<string, long> { [Room] = 60 }, s_start).TmsSystems.ShouldBe([60L, 66L]);
    }

    [Fact]
    public void A_room_that_is_taken_out_of_the_invitation_or_declines_leaves_while_the_meeting_runs()
    {
        var state = new SeriesState { Sighting = Seen(), TmsSystems = [66] };
        Mapped(state, Seen() with { Rooms = [] }, s_none, s_start).TmsSystems.ShouldBeEmpty();
        Mapped(state, Seen() with { Declined = [Room] }, new Dictionary<string, long> { [Room] = 66 }, s_start).TmsSystems.ShouldBeEmpty();
    }

    private static SeriesState Mapped(SeriesState state, MeetingSighting seen, IReadOnlyDictionary<string, long> systems, DateTimeOffset now) =>
        OccurrenceSystems.KeepWhatRuns(state, OccurrenceSystems.Put(state, seen, systems), seen, now);

    private static MeetingSighting Seen() => new()
    {
        ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "event", Start = s_start, End = s_start.AddHours(1), LastEnd = s_start.AddHours(1), Rooms = [Room],
    };
}
