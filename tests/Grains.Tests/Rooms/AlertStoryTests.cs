using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Tests.Rooms;

public sealed class AlertStoryTests
{
    private static readonly DateTimeOffset s_due = new(2027, 3, 1, 8, 55, 0, TimeSpan.Zero);
    private static readonly JoinAlert s_alert = new("one", s_due);
    private readonly AlertStory _story = new();

    [Fact]
    public void Of_each_alert_of_a_day_it_is_told_whether_it_was_given()
    {
        for (var hour = 0; hour < 5; hour++)
            _story.NoteGiven(s_alert with { DueAt = s_due.AddHours(hour) }, ["board"], s_due.AddHours(hour));
        _story.NoteGiven(s_alert, ["board"], s_due.AddMinutes(3));

        var (timeline, _) = _story.AddTo(Timeline.Empty);
        timeline.Entries.Where(entry => entry.Fact!.Code == FactCodes.AlertGiven).Select(entry => entry.Fact!.Values[0])
            .ShouldBe(Enumerable.Range(0, 5).Select(hour => $"{s_due.AddHours(hour):u}"));
        timeline.Entries[^1].Fact!.Code.ShouldBe(FactCodes.AlertLate);
    }

    [Fact]
    public void Who_was_not_connected_is_told_and_that_nobody_was()
    {
        _story.NoteUnheard("panel", s_alert);
        _story.NoteGiven(s_alert, ["board", "panel"], s_due);
        Tell().ShouldBe([(FactCodes.AlertGiven, 1), ($"{FactCodes.AlertUnheard} panel", 1)]);

        var next = s_alert with { BookingId = "two" };
        _story.NoteUnheard("panel", next);
        _story.NoteGiven(next, ["panel"], s_due);
        Tell().ShouldBe([($"{FactCodes.AlertUnheard} panel", 1)]);
        _story.NoteGiven(next with { BookingId = "three" }, [], s_due);
        _story.HasNews.ShouldBeFalse("there is nobody to tell");
    }

    [Fact]
    public void What_came_while_the_timeline_was_written_is_told_by_the_next()
    {
        _story.NoteFailed(s_alert, ["board"], s_due);
        var (timeline, told) = _story.AddTo(Timeline.Empty);
        _story.NoteGiven(s_alert, ["board"], s_due);
        _story.Forget(told);

        timeline.Entries.ShouldHaveSingleItem().Fact!.Code.ShouldBe(FactCodes.AlertFailed);
        Tell().ShouldBe([(FactCodes.AlertGiven, 1)]);
    }

    private List<(string Subject, int Times)> Tell()
    {
        var (timeline, told) = _story.AddTo(Timeline.Empty);
        _story.Forget(told);
        return [.. timeline.Entries.Select(entry => (entry.Fact!.Subject, entry.Fact.Times))];
    }
}
