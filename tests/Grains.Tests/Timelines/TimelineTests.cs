using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Grains.Tests.Timelines;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset s_morning = new(2027, 3, 1, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_goes_on_all_day_is_one_entry_that_tells_since_when_and_how_often()
    {
        var timeline = Timeline.Empty;
        for (var minute = 0; minute < 600; minute += 10)
        {
            timeline = Add(timeline, minute, "board", FactCodes.DeviceTook, $"{minute}");
            timeline = timeline.Add(At(minute), TimelineStep.Decided, $"Something else {minute}.");
        }

        var took = timeline.Entries.Where(entry => entry.Fact is not null).ShouldHaveSingleItem();
        (took.Fact!.Since, took.At, took.Fact.Times).ShouldBe((s_morning, At(590), 60));
        took.Fact.Values.ShouldBe(["Board", "590", "1"]);
        timeline.Entries.Select(entry => entry.At).ShouldBeInOrder();

        var next = Add(timeline, 24 * 60, "board", FactCodes.DeviceTook, "1440").Entries[^1].Fact!;
        (next.Since, next.Times).ShouldBe((null, 1), "the next day begins anew");
    }

    [Fact]
    public void What_lies_between_keeps_two_entries_apart()
    {
        var timeline = Add(Timeline.Empty, 0, "board", FactCodes.DeviceTook, "1");
        timeline = Add(timeline, 1, "panel", FactCodes.DeviceTook, "1");
        timeline = timeline.Add(At(2), TimelineStep.Failed, "board", FactCodes.DeviceBusy, "Board");
        timeline = Add(timeline, 3, "board", FactCodes.DeviceTook, "2");
        timeline = Add(timeline, 4, "panel", FactCodes.DeviceTook, "2");

        timeline.Entries.Select(entry => (entry.Fact!.Subject, entry.Fact.Code, entry.Fact.Times)).ShouldBe(
        [
            ("board", FactCodes.DeviceTook, 1), ("board", FactCodes.DeviceBusy, 1), ("board", FactCodes.DeviceTook, 1), ("panel", FactCodes.DeviceTook, 2),
        ]);
    }

    [Fact]
    public void What_comes_and_goes_all_day_leaves_room_for_the_rest()
    {
        var timeline = Timeline.Empty.Add(s_morning, TimelineStep.Decided, "The meeting of nine.");
        for (var minute = 0; minute < 1000; minute += 2)
        {
            timeline = timeline.Add(At(minute), TimelineStep.Failed, "board", FactCodes.DeviceBusy, "Board");
            timeline = Add(timeline, minute + 1, "board", FactCodes.DeviceTook, $"{minute}");
        }

        timeline.Entries[0].Text.ShouldBe("The meeting of nine.");
        timeline.Entries.Length.ShouldBe(1 + Timeline.MostOfSubject);
        timeline.Entries[^1].Fact!.Values[1].ShouldBe("998");
    }

    [Fact]
    public void Every_fact_has_its_sentence_in_both_languages()
    {
        foreach (var code in FactTexts.Codes)
        {
            var timeline = Timeline.Empty.Add(s_morning, TimelineStep.Done, "subject", code, "first", "second", "third", "fourth");
            var (english, bulgarian) = (timeline.Entries.In("en")[0].Text, timeline.Entries.In("bg")[0].Text);
            english.ShouldBe(timeline.Entries[0].Text);
            bulgarian.ShouldContain(letter => letter >= 'а' && letter <= 'я');
            foreach (var value in timeline.Entries[0].Fact!.Values)
                bulgarian.Contains(value, StringComparison.Ordinal).ShouldBe(english.Contains(value, StringComparison.Ordinal), code);
        }
        typeof(FactCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order().ShouldBe(FactTexts.Codes.Order());
    }

    [Fact]
    public void A_fact_of_a_later_version_stays_as_it_was_written()
    {
        var entry = new TimelineEntry(s_morning, TimelineStep.Done, "Something new.", new TimelineFact("board", "deviceSang", ["Board"]));
        new Timeline([entry]).Entries.In("bg").ShouldBe([entry]);
    }

    private static DateTimeOffset At(int minute) => s_morning.AddMinutes(minute);

    private static Timeline Add(Timeline timeline, int minute, string device, string code, string version) =>
        timeline.Add(At(minute), TimelineStep.Done, device, code, "Board", version, "1");
}
