using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox;

namespace HybridCalendar.EndToEnd.Tests.WriteBack;

/// <summary>What people and programs do to an invitation that holds our join block. Promise 4: no second block, no lost words.</summary>
public sealed class WriteBackTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    [Fact]
    public async Task A_damaged_block_is_mended_and_the_words_typed_into_it_stay()
    {
        var meeting = await ReadyAsync("@webex");
        await world.Outlook.EditBodyAsync(meeting, body => body
            .Replace("Join this meeting", "Join this meeting</b></div><div>Bring the plan<b>", StringComparison.Ordinal)
            .Replace("anna@contoso.webex.com", "", StringComparison.Ordinal));

        await Deadline.WaitAsync(async () =>
        {
            var body = await world.Outlook.ReadBodyAsync(meeting);
            return !body.Contains("Bring the plan", StringComparison.Ordinal) ? "Typed words are gone."
                : !body.Contains("anna@contoso.webex.com", StringComparison.Ordinal) ? "The block was not mended."
                : null;
        });
        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    [Fact]
    public async Task A_copy_gets_its_own_details_and_one_without_keyword_none()
    {
        var original = await ReadyAsync("@webex:onetime");
        var first = (await world.Trouble.WebexMeetingsAsync(original.Draft.Subject)).ShouldHaveSingleItem().GetProperty("sipAddress").GetString()!;

        var copied = await world.Outlook.CopyAsync(original, world.NewDraft(SandboxWorld.Anna, "@webex:onetime", SandboxWorld.Rila) with { Html = original.Draft.Html });
        var plain = await world.Outlook.CopyAsync(original, world.NewDraft(SandboxWorld.Anna, "Rila", SandboxWorld.Rila) with { Html = original.Draft.Html });

        foreach (var (meeting, blocks) in new[] { (copied, 1), (plain, 0) })
        {
            await Deadline.WaitAsync(async () => (await world.Outlook.ReadBodyAsync(meeting)).Contains(first, StringComparison.Ordinal) ? "It still holds the first meeting's details." : null);
            await world.InvitationHoldsAsync(meeting, blocks, words: original.Draft.Html);
        }
        (await world.Trouble.WebexMeetingsAsync(copied.Draft.Subject)).Count.ShouldBe(1);
        await world.DevicesAreRightAsync();
        world.BookingAt(SandboxWorld.Rila, plain.Draft.Start)!.Protocol.ShouldBe("None");
        await world.InvitationHoldsAsync(original, blocks: 1);
    }

    [Fact]
    public async Task A_block_pasted_into_one_occurrence_of_a_series_that_asks_for_nothing_is_taken_out()
    {
        var original = await ReadyAsync("@webex");
        var text = await world.Outlook.ReadBodyAsync(original);
        var series = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "") with { Weeks = 3 });
        var second = (await world.Outlook.ReadOccurrencesAsync(series))[1];

        await world.Outlook.ChangeAsync(second, new { body = new { contentType = "html", content = text } });

        await world.InvitationHoldsAsync(second, blocks: 0, words: original.Draft.Html);
        await world.InvitationHoldsAsync(series, blocks: 0);
    }

    [Fact]
    public async Task A_block_pasted_into_another_meeting_gives_way_to_its_own_or_to_none()
    {
        var original = await ReadyAsync("@webex:onetime");
        var number = (await world.Trouble.WebexMeetingsAsync(original.Draft.Subject))[0].GetProperty("sipAddress").GetString()!;
        var text = await world.Outlook.ReadBodyAsync(original);

        var withKeyword = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "@webex", SandboxWorld.Rila) with { Html = text });
        var without = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Boris, "", SandboxWorld.Rila) with { Html = text });

        await Deadline.WaitAsync(async () => (await world.Outlook.ReadBodyAsync(withKeyword)).Contains(number, StringComparison.Ordinal) ? "It still holds another meeting's details." : null);
        await world.InvitationHoldsAsync(withKeyword, blocks: 1, words: original.Draft.Html);
        await world.DevicesAreRightAsync();
        world.BookingAt(SandboxWorld.Rila, without.Draft.Start)!.Protocol.ShouldBe("None");
        await world.InvitationHoldsAsync(without, blocks: 0, words: original.Draft.Html);

        // Two blocks in one text: somebody pastes another meeting's below ours.
        await world.Outlook.EditBodyAsync(withKeyword, body => body.Replace("</body>", text[text.IndexOf("<div aria-hidden", StringComparison.Ordinal)..], StringComparison.Ordinal));
        await world.InvitationHoldsAsync(withKeyword, blocks: 1, words: original.Draft.Html);
        (await world.Outlook.ReadBodyAsync(withKeyword)).ShouldNotContain(number);
    }

    [Fact]
    public async Task Edits_that_race_with_our_write_lose_nothing()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila));
        for (var edit = 1; edit <= 5; edit++)
        {
            var words = $"<p>Point {edit}</p>";
            await world.Outlook.EditBodyAsync(meeting, body => body.Contains("</body>", StringComparison.Ordinal) ? body.Replace("</body>", words + "</body>", StringComparison.Ordinal) : body + words);
        }

        await world.InvitationHoldsAsync(meeting, blocks: 1);
        var text = await world.Outlook.ReadBodyAsync(meeting);
        for (var edit = 1; edit <= 5; edit++)
            text.ShouldContain($"<p>Point {edit}</p>");
    }

    [Theory]
    [InlineData("@webex:onetime", 1)]
    [InlineData("@webex", 1)]
    [InlineData("Building 7", 0)]
    public async Task What_is_edited_between_our_read_and_our_write_is_kept_and_heeded(string place, int blocks)
    {
        const string Words = "<p>Bring the plans.</p>";
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "", SandboxWorld.Rila));
        var title = $"{meeting.Draft.Subject}, at last";
        var hold = await world.Trouble.HoldWritesAsync(await world.Outlook.ReadImmutableIdAsync(meeting));
        await world.Outlook.ChangeAsync(meeting, new { location = new { displayName = "@webex:onetime" } });
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 0 ? null : "Nothing was written.");
        var conflicts = await world.Trouble.EventsAsync("requestsConflicting");

        await world.Outlook.ChangeAsync(meeting, new
        {
            subject = title, location = new { displayName = place }, body = new { contentType = "html", content = meeting.Draft.Html + Words },
        });
        await world.Trouble.EndAsync(hold);

        await Deadline.WaitAsync(async () => await world.Trouble.EventsAsync("requestsConflicting") > conflicts ? null : "No write was refused.");
        await Deadline.WaitAsync(async () =>
            (await world.Trouble.WebexMeetingsAsync(title)).Count == (place.EndsWith("onetime", StringComparison.Ordinal) ? 1 : 0)
            && (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count == 0 ? null : "Webex does not hold what the invitation asks for.");
        await world.WorkIsDoneAsync(meeting);
        await world.InvitationHoldsAsync(meeting, blocks, words: meeting.Draft.Html + Words);
        await world.DevicesAreRightAsync();
        var now = await world.Outlook.ReadAsync(meeting);
        (now.GetProperty("subject").GetString(), now.GetProperty("location").GetProperty("displayName").GetString()).ShouldBe((title, place));
        now.GetProperty("body").GetProperty("content").GetString()!.Contains("anna@contoso.webex.com", StringComparison.Ordinal).ShouldBe(place == "@webex");
    }

    [Fact]
    public async Task A_meeting_that_is_cancelled_between_our_read_and_our_write_leaves_nothing_behind()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "", SandboxWorld.Rila));
        var hold = await world.Trouble.HoldWritesAsync(await world.Outlook.ReadImmutableIdAsync(meeting));
        await world.Outlook.ChangeAsync(meeting, new { location = new { displayName = "@webex:onetime" } });
        await Deadline.WaitAsync(async () => await world.Trouble.GraphStrikesAsync() > 0 ? null : "Nothing was written.");

        await world.Outlook.CancelAsync(meeting);
        await world.Trouble.EndAsync(hold);

        await Deadline.WaitAsync(async () => (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).Count == 0 ? null : "The Webex meeting is still there.");
        await Deadline.WaitAsync(() => world.BookingAt(SandboxWorld.Rila, meeting.Draft.Start) is null ? null : "The device still shows it.");
        await world.DevicesAreRightAsync();
    }

    [Fact]
    public async Task The_Teams_meeting_of_an_event_survives_the_keyword_and_its_removal()
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, "@webex", SandboxWorld.Rila) with { IsTeams = true });
        var link = (await world.Outlook.ReadAsync(meeting)).GetProperty("onlineMeeting").GetProperty("joinUrl").GetString()!;
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.DevicesAreRightAsync();

        await world.Outlook.ChangeAsync(meeting, new { location = new { displayName = "" } });

        await world.InvitationHoldsAsync(meeting, blocks: 0);
        (await world.Outlook.ReadAsync(meeting)).GetProperty("onlineMeeting").GetProperty("joinUrl").GetString().ShouldBe(link);
        await world.DeviceShowsAsync(SandboxWorld.Rila, meeting.Draft.Start, link);
    }

    [Fact]
    public async Task A_room_that_the_invitation_was_forwarded_to_shows_the_button()
    {
        var meeting = await ReadyAsync("@webex:onetime");

        await world.Outlook.ForwardAsync(meeting, SandboxWorld.Pirin.Address);

        var made = (await world.Trouble.WebexMeetingsAsync(meeting.Draft.Subject)).ShouldHaveSingleItem();
        await world.DeviceShowsAsync(SandboxWorld.Pirin, meeting.Draft.Start, made.GetProperty("sipAddress").GetString());
        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    [Fact]
    public async Task A_room_that_strips_texts_shows_the_link_of_an_invitation_that_was_forwarded_to_it()
    {
        const string link = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_Rm93%40thread.v2/0";
        var draft = world.NewDraft(SandboxWorld.Anna, "") with { Html = $"<p><a href=\"{link}\">Join</a></p>" };
        var meeting = await world.Outlook.ScheduleAsync(draft);

        await world.Outlook.ForwardAsync(meeting, SandboxWorld.Pirin.Address);

        await world.DeviceShowsAsync(SandboxWorld.Pirin, draft.Start, link);
        var attendee = (await world.Outlook.ReadAsync(meeting)).GetProperty("attendees").EnumerateArray().ShouldHaveSingleItem();
        attendee.GetProperty("type").GetString().ShouldBe("optional", "it is a room all the same");
        await world.InvitationHoldsAsync(meeting, blocks: 0);
    }

    [Fact]
    public async Task People_invited_sooner_or_later_are_in_the_space_of_a_meeting()
    {
        var meeting = await ReadyAsync("@meet");
        object boris = new { emailAddress = new { address = SandboxWorld.Boris.Address, name = SandboxWorld.Boris.Name }, type = "required" };

        await world.Outlook.ChangeAsync(meeting, new { attendees = Draft.Attendees([SandboxWorld.Rila]).Append(boris) });

        await Deadline.WaitAsync(async () =>
        {
            var members = (await world.Trouble.WebexSpacesAsync(meeting.Draft.Subject)).Single().GetProperty("members").EnumerateArray().Select(member => member.GetString()).ToList();
            return members.Contains(SandboxWorld.Anna.Address) && members.Contains(SandboxWorld.Boris.Address) ? null : $"In the space are only {string.Join(", ", members)}.";
        });
        await world.InvitationHoldsAsync(meeting, blocks: 1);
    }

    private async Task<Invitation> ReadyAsync(string location)
    {
        var meeting = await world.Outlook.ScheduleAsync(world.NewDraft(SandboxWorld.Anna, location, SandboxWorld.Rila));
        await world.InvitationHoldsAsync(meeting, blocks: 1);
        await world.WorkIsDoneAsync(meeting);
        return meeting;
    }
}
