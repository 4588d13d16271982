namespace HybridCalendar.Sandbox.Tests.Graph;

public sealed class InvitationsTests
{
    private static readonly DateOnly Day = Sample.Monday;

    [Fact]
    public async Task A_free_room_accepts_rewrites_its_copy_and_the_organizer_sees_it()
    {
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: [GraphServer.Rila, GraphServer.Boris]));

        var copy = await server.OnlyEventAsync(GraphServer.Rila);
        copy.GetProperty("subject").GetString().ShouldBe("Anna Petrova");
        copy.GetProperty("body").GetProperty("content").GetString().ShouldBe("");
        copy.GetProperty("sensitivity").GetString().ShouldBe("normal");
        copy.GetProperty("isOrganizer").GetBoolean().ShouldBeFalse();
        copy.GetProperty("responseStatus").GetProperty("response").GetString().ShouldBe("accepted");
        copy.GetProperty("iCalUId").GetString().ShouldBe(created.GetProperty("iCalUId").GetString());
        copy.Id().ShouldNotBe(created.Id());
        copy.GetProperty("location").GetProperty("displayName").GetString().ShouldBe("Rila; @webex");

        var person = await server.OnlyEventAsync(GraphServer.Boris);
        person.GetProperty("responseStatus").GetProperty("response").GetString().ShouldBe("notResponded");
        person.GetProperty("showAs").GetString().ShouldBe("tentative");
        person.GetProperty("subject").GetString().ShouldBe("Budget");
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "accepted" && e.Response(GraphServer.Boris) == "none");
    }

    [Fact]
    public async Task A_busy_room_declines_and_keeps_nothing()
    {
        await using var server = await GraphServer.StartAsync();
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, "10:00", rooms: GraphServer.Rila));
        var first = await server.OnlyEventAsync(GraphServer.Rila);
        var second = await server.CreateAsync(GraphServer.Boris, Sample.Meeting(Day, "10:15", rooms: GraphServer.Rila));
        await server.OnlyEventAsync(GraphServer.Boris, e => e.Response(GraphServer.Rila) == "declined");
        (await server.OnlyEventAsync(GraphServer.Rila)).Id().ShouldBe(first.Id());

        await server.PatchAsync(GraphServer.Boris, second.Id(), Moved(Day, "10:30"));
        await server.OnlyEventAsync(GraphServer.Boris, e => e.Response(GraphServer.Rila) == "accepted");
    }

    [Fact]
    public async Task Updates_cancellations_and_removals_follow()
    {
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: [GraphServer.Rila, GraphServer.Boris]));
        var copy = await server.OnlyEventAsync(GraphServer.Rila);
        await server.PatchAsync(GraphServer.Anna, created.Id(), new { location = new { displayName = "Rila; join" } });
        var changed = await server.OnlyEventAsync(GraphServer.Rila, e => e.GetProperty("location").GetProperty("displayName").GetString() == "Rila; join");
        changed.Id().ShouldBe(copy.Id());
        changed.GetProperty("@odata.etag").GetString().ShouldNotBe(copy.GetProperty("@odata.etag").GetString());

        await server.PatchAsync(GraphServer.Anna, created.Id(), new { attendees = Sample.Meeting(Day, rooms: [GraphServer.Boris, GraphServer.Pirin])["attendees"] });
        await server.OnlyEventAsync(GraphServer.Pirin);
        await server.UntilAsync($"/users/{GraphServer.Rila}/events", l => l.GetProperty("value").GetArrayLength() == 0);

        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/events/{created.Id()}/cancel", new { Comment = "sorry" })).Status.ShouldBe(202);
        await server.UntilAsync($"/users/{GraphServer.Pirin}/events", l => l.GetProperty("value").GetArrayLength() == 0);
        var left = await server.OnlyEventAsync(GraphServer.Boris, e => e.GetProperty("isCancelled").GetBoolean());
        left.GetProperty("subject").GetString().ShouldBe("Canceled: Budget");
    }

    [Fact]
    public async Task Only_the_organizer_can_cancel_and_only_attendees_can_answer()
    {
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: [GraphServer.Rila, GraphServer.Boris]));
        var copy = await server.OnlyEventAsync(GraphServer.Boris);
        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Boris}/events/{copy.Id()}/cancel")).Status.ShouldBe(400);
        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/events/{created.Id()}/accept")).Status.ShouldBe(400);

        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Boris}/events/{copy.Id()}/accept", new { sendResponse = true })).Status.ShouldBe(202);
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Boris) == "accepted");
        await server.PatchAsync(GraphServer.Boris, copy.Id(), new { subject = "mine" });
        (await server.OnlyEventAsync(GraphServer.Anna)).GetProperty("subject").GetString().ShouldBe("Budget");
    }

    [Fact]
    public async Task A_forwarded_room_joins_by_accepting_as_people_do()
    {
        await using var server = await GraphServer.StartAsync();
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Boris));
        var body = new { ToRecipients = new[] { new { emailAddress = new { address = GraphServer.Rila } } } };
        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Anna}/events/{created.Id()}/forward", body)).Status.ShouldBe(202);
        var joined = await server.OnlyEventAsync(GraphServer.Anna, e => e.GetProperty("attendees").GetArrayLength() == 2 && e.Response(GraphServer.Rila) == "accepted");
        joined.GetProperty("attendees").EnumerateArray().Single(one => one.GetProperty("emailAddress").GetProperty("address").GetString() == GraphServer.Rila)
            .GetProperty("type").GetString().ShouldBe("optional");
    }

    [Fact]
    public async Task Whom_an_invitee_forwards_it_to_is_the_organizers_to_update_before_any_answer()
    {
        await using var server = await GraphServer.StartAsync();
        await server.SendAsync(HttpMethod.Put, $"/sandbox/mailboxes/{GraphServer.Rila}/policy", new { automateProcessing = "None" });
        var created = await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Boris));
        var copy = await server.OnlyEventAsync(GraphServer.Boris);
        var body = new { ToRecipients = new[] { new { emailAddress = new { address = GraphServer.Rila } } } };
        (await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Boris}/events/{copy.Id()}/forward", body)).Status.ShouldBe(202);

        await server.OnlyEventAsync(GraphServer.Anna, e => e.GetProperty("attendees").GetArrayLength() == 2 && e.Response(GraphServer.Rila) == "none");
        await server.PatchAsync(GraphServer.Anna, created.Id(), new { location = new { displayName = "Upstairs" } });

        await server.OnlyEventAsync(GraphServer.Rila, e => e.GetProperty("location").GetProperty("displayName").GetString() == "Upstairs");
    }

    [Theory]
    [InlineData("""{"deleteSubject":false,"addOrganizerToSubject":false,"deleteComments":false,"removePrivateProperty":false}""", "Budget", "private")]
    [InlineData("""{"deleteSubject":false}""", "Anna Petrova Budget", "normal")]
    public async Task The_rooms_policy_decides_what_its_copy_keeps(string policy, string subject, string sensitivity)
    {
        await using var server = await GraphServer.StartAsync();
        (await server.SendAsync(HttpMethod.Put, $"/sandbox/mailboxes/{GraphServer.Rila}/policy", policy)).Status.ShouldBe(200);
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila));
        var copy = await server.OnlyEventAsync(GraphServer.Rila);
        copy.GetProperty("subject").GetString().ShouldBe(subject);
        copy.GetProperty("sensitivity").GetString().ShouldBe(sensitivity);
        copy.GetProperty("body").GetProperty("content").GetString()!.Contains("numbers", StringComparison.Ordinal).ShouldBe(policy.Contains("deleteComments", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_room_declines_what_lies_beyond_its_booking_window()
    {
        await using var server = await GraphServer.StartAsync();
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day.AddDays(200), rooms: GraphServer.Rila));
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "declined");
    }

    [Fact]
    public async Task A_room_that_needs_approval_stays_tentative()
    {
        await using var server = await GraphServer.StartAsync();
        await server.SendAsync(HttpMethod.Put, $"/sandbox/mailboxes/{GraphServer.Rila}/policy", new { allBookInPolicy = false });
        await server.CreateAsync(GraphServer.Anna, Sample.Meeting(Day, rooms: GraphServer.Rila));
        var copy = await server.OnlyEventAsync(GraphServer.Rila, e => e.GetProperty("showAs").GetString() == "tentative");
        await server.SendAsync(HttpMethod.Post, $"/users/{GraphServer.Rila}/events/{copy.Id()}/accept");
        await server.OnlyEventAsync(GraphServer.Anna, e => e.Response(GraphServer.Rila) == "accepted");
    }

    [Fact]
    public async Task An_outsiders_invitation_is_not_answered()
    {
        await using var server = await GraphServer.StartAsync();
        await server.SendAsync(HttpMethod.Post, "/sandbox/mailboxes", new { address = "zoe@fabrikam.example", displayName = "Zoe" });
        await server.CreateAsync("zoe@fabrikam.example", Sample.Meeting(Day, rooms: GraphServer.Rila));
        var copy = await server.OnlyEventAsync(GraphServer.Rila);
        copy.GetProperty("responseStatus").GetProperty("response").GetString().ShouldBe("notResponded");
        copy.GetProperty("subject").GetString().ShouldBe("Budget");
    }

    private static object Moved(DateOnly day, string time)
    {
        var meeting = Sample.Meeting(day, time);
        return new { start = meeting["start"], end = meeting["end"] };
    }
}
