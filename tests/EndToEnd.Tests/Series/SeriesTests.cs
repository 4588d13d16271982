using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.Series;

/// <summary>What people do to series and to single occurrences of them.</summary>
public sealed class SeriesTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string TeamsLink =
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_c2VyaWVz%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d";

    [Fact]
    public async Task A_keyword_on_one_occurrence_gives_it_a_meeting_and_a_block_of_its_own_until_it_is_taken_back()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin) with { Weeks = 4 });
        var start = series.Draft.Start;
        await world.InvitationHoldsAsync(series, blocks: 1);
        var second = (await world.Outlook.ReadOccurrencesAsync(series))[1];

        await world.Outlook.ChangeAsync(second, new { location = new { displayName = "@webex:onetime" } });

        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(series.Draft.Subject)).Count == 1 ? null : "There is no Webex meeting.");
        var made = (await world.Trouble.WebexMeetingsAsync(series.Draft.Subject))[0];
        foreach (var room in SandboxWorld.Rooms)
        {
            await world.DeviceShowsAsync(room, start.AddDays(7), made.GetProperty("sipAddress").GetString());
            await world.DeviceShowsAsync(room, start, "anna@");
            await world.DeviceShowsAsync(room, start.AddDays(14), "anna@");
        }
        await BlockSaysAsync(second, made.GetProperty("meetingNumber").GetString()!);
        await BlockSaysAsync(series, "anna@contoso.webex.com");

        await world.Outlook.ChangeAsync(second, new { location = new { displayName = "@webex" } });

        foreach (var room in SandboxWorld.Rooms)
            await world.DeviceShowsAsync(room, start.AddDays(7), "anna@");
        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(series.Draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
        await BlockSaysAsync(second, "anna@contoso.webex.com");
        await world.InvitationHoldsAsync(series, blocks: 1);
    }

    [Fact]
    public async Task A_link_on_one_occurrence_is_that_occurrences_button_also_where_the_text_is_stripped()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "", SandboxWorld.Pirin) with { Weeks = 3 });
        await world.DevicesAreRightAsync();
        var last = (await world.Outlook.ReadOccurrencesAsync(series))[2];

        await world.Outlook.ChangeAsync(last, new { body = new { contentType = "html", content = $"<p>Today <a href=\"{TeamsLink}\">here</a></p>" } });

        await world.DeviceShowsAsync(SandboxWorld.Pirin, series.Draft.Start.AddDays(14), TeamsLink);
        await world.DeviceShowsAsync(SandboxWorld.Pirin, series.Draft.Start, null);
    }

    [Fact]
    public async Task A_room_invited_to_one_occurrence_shows_that_one_with_the_series_target()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Weeks = 3 });
        await world.InvitationHoldsAsync(series, blocks: 1);
        var start = series.Draft.Start;
        var occurrences = await world.Outlook.ReadOccurrencesAsync(series);

        await world.Outlook.ChangeAsync(occurrences[1], new { attendees = Draft.Attendees([SandboxWorld.Rila, SandboxWorld.Pirin]) });
        await world.Outlook.ChangeAsync(occurrences[2], new { attendees = Draft.Attendees([SandboxWorld.Pirin]) });

        await world.DeviceShowsAsync(SandboxWorld.Pirin, start.AddDays(7), "anna@");
        await world.DeviceShowsAsync(SandboxWorld.Pirin, start.AddDays(14), "anna@");
        await world.DeviceShowsAsync(SandboxWorld.Rila, start.AddDays(7), "anna@");
        await Deadline.WaitAsync(() => world.BookingAt(SandboxWorld.Rila, start.AddDays(14)) is null ? null : "Rila still shows what it was taken off.");
        world.BookingAt(SandboxWorld.Pirin, start).ShouldBeNull();

        await world.Outlook.ChangeAsync(occurrences[2], new { location = new { displayName = "@webex:onetime" } });

        await Deadline.WaitAsync(() => world.BookingAt(SandboxWorld.Pirin, start.AddDays(14)) is { Number: var shown } && shown.Length > 0 && !shown.StartsWith("anna@", StringComparison.Ordinal)
            ? null
            : "The occurrence's own meeting is not shown.");
        await world.DeviceShowsAsync(SandboxWorld.Pirin, start.AddDays(7), "anna@");
    }

    [Fact]
    public async Task An_occurrence_that_a_room_declined_or_was_taken_off_leaves_its_device_and_is_told_with_its_reason()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin) with { Weeks = 3 });
        var start = series.Draft.Start;
        await world.InvitationHoldsAsync(series, blocks: 1);
        foreach (var room in SandboxWorld.Rooms)
            await world.DeviceShowsAsync(room, start.AddDays(14), "anna@");

        await world.Outlook.DeclineOccurrenceAsync(SandboxWorld.Rila, start);
        var third = (await world.Outlook.ReadOccurrencesAsync(series))[2];
        await world.Outlook.ChangeAsync(third, new { attendees = Draft.Attendees([SandboxWorld.Rila]) });

        await Deadline.WaitAsync(() => world.BookingAt(SandboxWorld.Rila, start) is null ? null : "Rila still shows what it declined.");
        await Deadline.WaitAsync(() => world.BookingAt(SandboxWorld.Pirin, start.AddDays(14)) is null ? null : "Pirin still shows what it was taken off.");
        await world.DeviceShowsAsync(SandboxWorld.Rila, start.AddDays(14), "anna@");
        await world.DeviceShowsAsync(SandboxWorld.Pirin, start, "anna@");
        await ReportSaysAsync(series, SandboxWorld.Rila, start, "Declined");
        await ReportSaysAsync(series, SandboxWorld.Pirin, start.AddDays(14), "NotInvited");
        (await world.TimelineAsync(series)).ShouldContain($"declined the occurrence of {start:u}");
    }

    [Fact]
    public async Task A_series_that_is_made_a_single_meeting_leaves_no_series_in_Webex()
    {
        var draft = world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila);
        var series = await world.Outlook.ScheduleAsync(draft with { Recurrence = Draft.Weekly(draft.Start) });
        await world.InvitationHoldsAsync(series, blocks: 1);
        await world.WorkIsDoneAsync(series);

        await world.Outlook.ChangeAsync(series, new { recurrence = (object?)null });

        await Deadline.WaitAsync(async () => await world.Trouble.WebexMeetingsAsync(draft.Subject) is [var left]
            && !left.TryGetProperty("recurrence", out _) ? null : "Webex still repeats it.");
        var made = (await world.Trouble.WebexMeetingsAsync(draft.Subject)).ShouldHaveSingleItem();
        await world.DeviceShowsAsync(SandboxWorld.Rila, draft.Start, made.GetProperty("sipAddress").GetString());
        await BlockSaysAsync(series, made.GetProperty("meetingNumber").GetString()!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_organizer_who_is_switched_off_or_removed_the_rooms_copy_counts(bool isRemoved)
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Rila, SandboxWorld.Pirin));
        var start = meeting.Draft.Start;
        foreach (var room in SandboxWorld.Rooms)
            await world.DeviceShowsAsync(room, start, "boris@");
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        await (isRemoved ? world.RemoveAsync(SandboxWorld.Boris) : world.WatchAsync(SandboxWorld.Boris, isEnabled: false));
        try
        {
            var content = $"{await world.Outlook.ReadBodyAsync(meeting)}<p><a href=\"{TeamsLink}\">here</a></p>";
            await world.Outlook.ChangeAsync(meeting, new { body = new { contentType = "html", content } });
            foreach (var room in SandboxWorld.Rooms)
                await world.DeviceShowsAsync(room, start, "boris@");

            await world.Outlook.ChangeAsync(meeting, new { location = new { displayName = "" } });

            await world.DeviceShowsAsync(SandboxWorld.Rila, start, TeamsLink);
            await world.DeviceShowsAsync(SandboxWorld.Pirin, start, null);
        }
        finally
        {
            await world.WatchAsync(SandboxWorld.Boris, isEnabled: true);
        }
        foreach (var room in SandboxWorld.Rooms)
            await world.DeviceShowsAsync(room, start, TeamsLink);
        await world.InvitationHoldsAsync(meeting, blocks: 0);
    }

    [Fact]
    public async Task This_and_following_gives_the_new_series_a_meeting_and_shortens_the_old_ones()
    {
        var draft = world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila);
        var start = draft.Start;
        var old = await world.Outlook.ScheduleAsync(draft with { Recurrence = Draft.Weekly(start, start.AddDays(70)) });
        await world.InvitationHoldsAsync(old, blocks: 1);
        await world.WorkIsDoneAsync(old);
        var first = (await world.Trouble.WebexMeetingsAsync(draft.Subject)).ShouldHaveSingleItem();

        var from = start.AddDays(14).AddMinutes(30);
        await world.Outlook.ChangeAsync(old, new { recurrence = Draft.Weekly(start, start.AddDays(13)) });
        var copy = draft with { Subject = draft.Subject + " continued", Start = from, Recurrence = Draft.Weekly(from, from.AddDays(35)) };
        var following = await world.Outlook.CopyAsync(old, copy);

        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(copy.Subject)).Count == 1 ? null : "The new series has no meeting.");
        var second = (await world.Trouble.WebexMeetingsAsync(copy.Subject))[0];
        await world.DeviceShowsAsync(SandboxWorld.Rila, start.AddDays(7), first.GetProperty("sipAddress").GetString());
        await world.DeviceShowsAsync(SandboxWorld.Rila, from, second.GetProperty("sipAddress").GetString());
        await world.DeviceShowsAsync(SandboxWorld.Rila, from.AddDays(7), second.GetProperty("sipAddress").GetString());
        await Deadline.WaitAsync(() => world.BookingAt(SandboxWorld.Rila, start.AddDays(14)) is null ? null : "The old series goes on.");
        await BlockSaysAsync(following, second.GetProperty("meetingNumber").GetString()!);
        await BlockSaysAsync(old, first.GetProperty("meetingNumber").GetString()!);
        await Deadline.WaitAsync(async () =>
        {
            var kept = await world.Trouble.WebexMeetingsAsync(draft.Subject);
            var end = $"UNTIL={start.AddDays(13).UtcDateTime:yyyyMMdd}";
            return kept.Count == 1 && kept[0].GetProperty("recurrence").GetString()!.Contains(end, StringComparison.Ordinal) ? null : $"The old Webex series is not cut: {kept[0]}";
        });
    }

    [Fact]
    public async Task A_new_pattern_releases_what_was_made_for_an_exception()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Rila) with { Weeks = 4 });
        await world.InvitationHoldsAsync(series, blocks: 1);
        var third = (await world.Outlook.ReadOccurrencesAsync(series))[2];
        await world.Outlook.ChangeAsync(third, new { location = new { displayName = "@webex:onetime" } });
        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(series.Draft.Subject)).Count == 1 ? null : "There is no Webex meeting.");

        var later = series.Draft.Start.AddMinutes(30);
        await world.Outlook.ChangeAsync(series, new { start = Draft.Time(later), end = Draft.Time(later.AddMinutes(15)) });

        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(series.Draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
        for (var week = 0; week < 4; week++)
            await world.DeviceShowsAsync(SandboxWorld.Rila, later.AddDays(7 * week), "boris@");
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task An_edit_while_an_instance_runs_reaches_the_devices_and_is_noted()
    {
        var now = TimeProvider.System.GetUtcNow();
        var begun = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(-5);
        var draft = world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { Start = begun, Weeks = 3 };
        var series = await world.Outlook.ScheduleAsync(draft);
        await world.DeviceShowsAsync(SandboxWorld.Rila, begun, "anna@");
        await world.WorkIsDoneAsync(series);

        await world.Outlook.ChangeAsync(series, new { start = Draft.Time(begun), end = Draft.Time(begun.AddMinutes(50)) });

        await Deadline.WaitAsync(() => world.BookingAt(SandboxWorld.Rila, begun) is { Duration: 50 } ? null : "The device does not follow the edit.");
        await Deadline.WaitAsync(async () =>
            (await world.TimelineAsync(series)).Contains($"The instance of {begun:u} to {begun.AddMinutes(30):u} was under way", StringComparison.Ordinal)
                ? null
                : "The timeline does not tell of the instance that was under way.");
        await world.Outlook.CancelAsync(series);
    }

    [Fact]
    public async Task An_occurrence_with_words_of_its_own_follows_its_series_keyword()
    {
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "Rila", SandboxWorld.Rila) with { Weeks = 3 });
        var second = (await world.Outlook.ReadOccurrencesAsync(series))[1];
        await world.Outlook.EditBodyAsync(second, body => body.Replace("</body>", "<p>Bring the numbers</p></body>", StringComparison.Ordinal));

        await world.Outlook.ChangeAsync(series, new { location = new { displayName = "@webex" } });

        await BlockSaysAsync(series, "anna@contoso.webex.com");
        await BlockSaysAsync(second, "anna@contoso.webex.com");
        (await world.Outlook.ReadBodyAsync(second)).ShouldContain("<p>Bring the numbers</p>");
        await world.DeviceShowsAsync(SandboxWorld.Rila, series.Draft.Start.AddDays(7), "anna@");

        await world.Outlook.ChangeAsync(series, new { location = new { displayName = "Rila" } });

        await world.InvitationHoldsAsync(series, blocks: 0);
        await world.InvitationHoldsAsync(second, blocks: 0, words: "<p>Bring the numbers</p>");
        await world.DeviceShowsAsync(SandboxWorld.Rila, series.Draft.Start.AddDays(7), null);
    }

    [Fact]
    public async Task Whole_days_several_days_meetings_side_by_side_and_odd_first_days_are_shown_as_they_are()
    {
        await world.Trouble.SetPolicyAsync(SandboxWorld.Rila.Address, new { maximumDurationInMinutes = 10_000, enforceSchedulingHorizon = false, deleteComments = false });
        var first = world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila);
        await world.Outlook.ScheduleAsync(first);
        await world.Outlook.ScheduleAsync(first with { Who = SandboxWorld.Boris, Start = first.Start + first.Length });
        await world.Outlook.ScheduleAsync(first with { Who = SandboxWorld.Boris, Rooms = [SandboxWorld.Pirin] });
        // On days of the week that no series of the other tests takes.
        var days = world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Rila) with { Start = new DateTimeOffset(first.Start.AddDays(18).UtcDateTime.Date, TimeSpan.Zero), Length = TimeSpan.FromDays(2) };
        await world.Outlook.ScheduleAsync(days);
        var odd = world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila);
        await world.Outlook.ScheduleAsync(odd with { Recurrence = Draft.Weekly(odd.Start, onTheDayOf: odd.Start.AddDays(2)) });

        await world.DeviceShowsAsync(SandboxWorld.Rila, odd.Start.AddDays(2), "");
        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(odd.Subject)).Count == 1 ? null : "The endless series has no Webex meeting.");
        var made = (await world.Trouble.WebexMeetingsAsync(odd.Subject))[0];
        made.GetProperty("recurrence").GetString()!.ShouldNotContain("UNTIL");
        await world.DeviceShowsAsync(SandboxWorld.Rila, odd.Start.AddDays(9), made.GetProperty("sipAddress").GetString());
        world.BookingAt(SandboxWorld.Rila, odd.Start).ShouldBeNull();
        await world.DeviceShowsAsync(SandboxWorld.Rila, days.Start, "boris@");
        world.BookingAt(SandboxWorld.Rila, days.Start)!.Duration.ShouldBe(2 * 24 * 60);
        await world.DeviceShowsAsync(SandboxWorld.Rila, first.Start + first.Length, "boris@");
        await world.DeviceShowsAsync(SandboxWorld.Pirin, first.Start, "boris@");
    }

    /// <summary>In the meeting's report and in the room's.</summary>
    private async Task ReportSaysAsync(Invitation series, WorldRoom room, DateTimeOffset start, string reason)
    {
        await Deadline.WaitAsync(async () =>
        {
            var told = (await world.ReportAsync(series)).GetProperty("rooms").EnumerateArray().Single(one => one.GetProperty("room").GetString() == room.Address)
                .GetProperty("leftOut").EnumerateArray().Where(left => left.GetProperty("start").GetDateTimeOffset() == start).ToList();
            return told is [var one] && one.GetProperty("reason").GetString() == reason ? null : $"The meeting's report does not say {reason} for {room.Name}.";
        });
        await Deadline.WaitAsync(async () =>
        {
            var meetings = (await world.ReportAsync(room)).GetProperty("meetings").EnumerateArray()
                .Where(meeting => meeting.GetProperty("meetingUid").GetString() == series.ICalUId && meeting.GetProperty("start").GetDateTimeOffset() == start).ToList();
            return meetings is [var one] && one.GetProperty("reason").GetString() == reason ? null : $"The report of {room.Name} does not say {reason}.";
        });
    }

    private Task<TimeSpan> BlockSaysAsync(Invitation meeting, string text) => Deadline.WaitAsync(async () =>
    {
        var body = await world.Outlook.ReadBodyAsync(meeting);
        return body.Split("+~.~.").Length != 2 ? "The text does not hold one block."
            : !body.Replace(" ", "", StringComparison.Ordinal).Contains(text, StringComparison.Ordinal) ? $"The block does not say {text}."
            : !body.Contains("Words of", StringComparison.Ordinal) ? "The person's words are gone."
            : null;
    });
}
