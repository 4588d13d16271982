using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Faults;

/// <summary>What becomes of a Webex meeting of its own when Webex does not take what the calendar says.</summary>
public sealed class OneTimeMeetingTests : IAsyncLifetime
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(20);

    /// <summary>One for each test: hours pass in a moment, and what failed meanwhile is tried again long after.</summary>
    private readonly MovableWorld _world = new();

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_meeting_or_the_last_occurrence_that_is_moved_after_it_ended_has_a_button_that_works(bool isSeries)
    {
        var draft = _world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila);
        var recurrence = isSeries ? Draft.Daily(DateOnly.FromDateTime(draft.Start.UtcDateTime), 1, "UTC") : null;
        var meeting = await _world.Outlook.ScheduleAsync(draft with { Recurrence = recurrence });
        var first = SipOf(await ReadyAsync(meeting));
        await _world.PassAsync(meeting.Draft.Start + meeting.Draft.Length + s_step - _world.Time.GetUtcNow(), s_step);

        var start = meeting.Draft.Start.AddDays(1);
        var moved = isSeries ? (await _world.Outlook.ReadOccurrencesAsync(meeting))[0] : meeting;
        await _world.Outlook.ChangeAsync(moved, new { start = Draft.Time(start), end = Draft.Time(start + meeting.Draft.Length) });

        var second = await ReadyAsync(meeting, without: first);
        second.GetProperty("ended").GetBoolean().ShouldBeFalse();
        await AllIsWellAsync(() => _world.BookingAt(SandboxWorld.Rila, start)?.Number == SipOf(second) ? null : "The button leads elsewhere.");
        await _world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    [Fact]
    public async Task A_cancelled_meeting_that_Webex_does_not_delete_is_deleted_a_day_later()
    {
        var meeting = await _world.Outlook.ScheduleAsync(_world.NewDraft(SandboxWorld.Boris, "@webex:onetime"));
        await ReadyAsync(meeting);
        await _world.Trouble.WebexAsync("400", "/v1/meetings", "DELETE");
        await _world.Outlook.CancelAsync(meeting);
        await AllIsWellAsync(async () => await _world.Trouble.WebexHitsAsync() > 0 ? null : "Nothing was deleted.");
        await _world.Trouble.EndAsync();
        (await _world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).ShouldHaveSingleItem();

        await _world.PassAsync(TimeSpan.FromHours(27), s_step);

        await AllIsWellAsync(async () => (await _world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
    }

    [Fact]
    public async Task An_endless_series_whose_keyword_a_switched_off_organizer_takes_out_leaves_Webex_and_one_that_is_as_it_was_stays()
    {
        var draft = _world.NewDraft(SandboxWorld.Boris, "@webex:onetime");
        var other = _world.NewDraft(SandboxWorld.Boris, "@webex:onetime");
        var series = await _world.Outlook.ScheduleAsync(draft with { Recurrence = Draft.Weekly(draft.Start) });
        var kept = await _world.Outlook.ScheduleAsync(other with { Recurrence = Draft.Weekly(other.Start) });
        await ReadyAsync(series);
        await ReadyAsync(kept);
        await _world.WatchAsync(SandboxWorld.Boris, isEnabled: false);
        try
        {
            await _world.Outlook.ChangeAsync(series, new { location = new { displayName = "Rila" } });

            await _world.PassAsync(TimeSpan.FromHours(7), s_step);

            await AllIsWellAsync(async () => (await _world.Trouble.WebexMeetingsAsync(draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
            (await _world.Trouble.WebexMeetingsAsync(other.Subject)).ShouldHaveSingleItem();
        }
        finally
        {
            await _world.WatchAsync(SandboxWorld.Boris, isEnabled: true);
        }
    }

    [Fact]
    public async Task What_somebody_cancels_who_was_removed_leaves_Webex_once_he_is_set_up_again()
    {
        var draft = _world.NewDraft(SandboxWorld.Boris, "@webex:onetime");
        var other = _world.NewDraft(SandboxWorld.Boris, "@webex:onetime");
        var series = await _world.Outlook.ScheduleAsync(draft with { Recurrence = Draft.Weekly(draft.Start) });
        var kept = await _world.Outlook.ScheduleAsync(other);
        await ReadyAsync(series);
        await ReadyAsync(kept);
        await _world.RemoveAsync(SandboxWorld.Boris);
        await _world.Outlook.CancelAsync(series);

        await _world.WatchAsync(SandboxWorld.Boris, isEnabled: true);

        await AllIsWellAsync(async () => (await _world.Trouble.WebexMeetingsAsync(draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
        (await _world.Trouble.WebexMeetingsAsync(other.Subject)).ShouldHaveSingleItem();
    }

    private static string SipOf(JsonElement made) => made.GetProperty("sipAddress").GetString()!;

    /// <summary>The invitation comes to name the only Webex meeting of its title.</summary>
    private async Task<JsonElement> ReadyAsync(Invitation meeting, string? without = null)
    {
        JsonElement ready = default;
        await AllIsWellAsync(async () =>
        {
            if (await _world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject) is not [var made] || SipOf(made) == without)
                return $"Webex does not hold the meeting: {(await _world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count}.";
            ready = made;
            var text = (await _world.Outlook.ReadBodyAsync(meeting)).Replace(" ", "", StringComparison.Ordinal);
            return text.Contains(made.GetProperty("meetingNumber").GetString()!, StringComparison.Ordinal) ? null : "The invitation does not name the meeting.";
        });
        await _world.WorkIsDoneAsync(meeting);
        return ready;
    }

    private Task AllIsWellAsync(Func<string?> findProblem) => AllIsWellAsync(() => Task.FromResult(findProblem()));

    /// <summary>What was tried in vain while hours passed in a moment is tried again after a pause.</summary>
    private Task AllIsWellAsync(Func<Task<string?>> findProblem) => _world.PassUntilAsync(findProblem, MovableWorld.Period);
}
