using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Grains.Tests.Users;

public sealed class UserStoryTests
{
    private static readonly DateTimeOffset s_now = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly UserState s_empty = new();

    [Fact]
    public void What_happens_to_the_mailbox_and_its_meetings_is_told()
    {
        var enabled = s_empty with { Settings = new UserSettings { Enabled = true } };
        Tell(s_empty, enabled).ShouldHaveSingleItem().ShouldContain("enabled");
        var subscribed = enabled with { Subscription = Subscription("one") };
        Tell(enabled, subscribed).ShouldHaveSingleItem().ShouldContain("subscribed");
        Tell(subscribed, subscribed with { Subscription = Subscription("one") with { ExpiresAt = s_now } }).ShouldBeEmpty("a renewal is nothing to tell");
        Tell(subscribed, subscribed with { Subscription = Subscription("two") }).ShouldHaveSingleItem().ShouldContain("made anew");

        var waiting = With(subscribed, "a", Meeting(1) with { TakeUpAt = s_now.AddDays(40) });
        Tell(subscribed, waiting).ShouldHaveSingleItem().ShouldContain("waits beyond the horizon; the daily pass of 2027-04-10");
        Tell(waiting, With(waiting, "a", Meeting(1))).ShouldHaveSingleItem().ShouldContain("within the horizon");
        Tell(waiting, subscribed).ShouldHaveSingleItem().ShouldContain("cancelled");
        Tell(waiting, waiting with { LastReadAll = s_now }).ShouldHaveSingleItem().ShouldContain("1 meetings");
    }

    [Fact]
    public void A_first_read_of_a_full_calendar_leaves_room_for_the_rest()
    {
        var state = s_empty;
        var timeline = Timeline.Empty;
        for (var number = 0; number < 200; number++)
        {
            var next = With(state, $"{number}", Meeting(number));
            timeline = UserStory.Add(timeline, state, next, s_now.AddSeconds(number / 10));
            state = next;
        }
        timeline.Entries.Length.ShouldBe(11);
        timeline.Entries[^1].Text.ShouldContain("Further meetings");
        UserStory.Add(timeline, state, With(state, "later", Meeting(7)), s_now.AddHours(1)).Entries[^1].Text.ShouldStartWith("New: ");
    }

    private static List<string> Tell(UserState before, UserState after) => [.. UserStory.Add(Timeline.Empty, before, after, s_now).Entries.Select(entry => entry.Text)];

    private static SubscriptionState Subscription(string id) => new(id, s_now.AddDays(3), s_now.AddDays(7));

    private static KnownMeeting Meeting(int days) => new($"uid-{days}", s_now.AddDays(days + 1));

    private static UserState With(UserState state, string id, KnownMeeting meeting) => state with { Meetings = state.Meetings.SetItem(id, meeting) };
}
