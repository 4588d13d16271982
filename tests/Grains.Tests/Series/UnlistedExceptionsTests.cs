using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Tests.Series;

public sealed class UnlistedExceptionsTests
{
    private const string Rila = "rila@contoso.example";
    private const string Pirin = "pirin@contoso.example";
    private static readonly DateTimeOffset s_start = new(2027, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_knownUntil = s_start.AddDays(60);

    private static readonly MeetingSighting s_before = new()
    {
        ICalUId = "uid", Organizer = "anna@contoso.example", EventId = "master", Start = s_start, End = s_start.AddHours(1), Recurrence = "FREQ=DAILY",
        Rooms = [Pirin, Rila], OccurrenceRooms = [Pirin], Exceptions = [Exception(30, Rila), Exception(90, Pirin, Rila), Exception(120, Rila)],
    };

    private static readonly MeetingSighting s_unlisted = s_before with { Rooms = [Rila], OccurrenceRooms = [], Exceptions = [], ExceptionsKnownUntil = s_knownUntil };

    [Fact]
    public void What_lies_beyond_what_was_looked_at_is_kept_with_its_rooms()
    {
        var kept = Keep(s_unlisted);

        kept.Exceptions.Select(exception => exception.EventId).ShouldBe(["90", "120"]);
        (kept.Rooms.SequenceEqual([Pirin, Rila]), kept.OccurrenceRooms.SequenceEqual([Pirin])).ShouldBe((true, true));
        kept.ExceptionsKnownUntil.ShouldBeNull();
    }

    [Fact]
    public void What_was_found_now_or_is_cancelled_now_counts()
    {
        var found = Exception(90, Rila) with { Start = s_start.AddDays(40) };
        var kept = Keep(s_unlisted with { Exceptions = [found], Cancelled = ["2027-06-29"] });

        kept.Exceptions.ShouldBe([found]);
        kept.Rooms.ShouldBe([Rila]);
    }

    [Fact]
    public void Nothing_is_kept_of_another_pattern_or_where_all_are_known()
    {
        Keep(s_unlisted with { Recurrence = "FREQ=WEEKLY" }).Exceptions.ShouldBeEmpty();
        Keep(s_unlisted with { End = s_start.AddHours(2) }).Exceptions.ShouldBeEmpty();
        Keep(s_unlisted with { ExceptionsKnownUntil = null }).Exceptions.ShouldBeEmpty();
        UnlistedExceptions.Keep(s_unlisted, null).Exceptions.ShouldBeEmpty();
    }

    private static MeetingSighting Keep(MeetingSighting sighting) => UnlistedExceptions.Keep(sighting, s_before);

    private static OccurrenceSighting Exception(int day, params string[] rooms)
    {
        var start = s_start.AddDays(day);
        return new OccurrenceSighting($"{day}", start, start.AddHours(1), start.AddHours(2), IsOwn: false, HasJoinBlock: false, Fingerprint: null) { Rooms = [.. rooms] };
    }
}
