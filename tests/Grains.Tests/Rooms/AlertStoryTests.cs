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
    public void Alerts_of_a_day_are_one_entry_and_a_late_one_is_another()
    {
        for (var hour = 0; hour < 5; hour++)
            _story.NoteGiven(s_alert with { DueAt = s_due.AddHours(hour) }, ["board"], s_due.AddHours(hour));
        _story.NoteGiven(s_alert, ["board"], s_due.AddMinutes(3));

        Tell().ShouldBe([(FactCodes.AlertGiven, 5), (FactCodes.AlertLate, 1)]);
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
