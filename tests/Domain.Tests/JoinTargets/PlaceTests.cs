using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>Which place wins, and how places complete each other.</summary>
public sealed class PlaceTests
{
    private const string Teams = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0";
    private const string Zoom = "https://zoom.us/j/5551112222";
    private const string Meet = "https://meet.google.com/abc-defg-hij";

    [Fact]
    public void The_structured_meeting_beats_location_and_body()
    {
        var target = new CalendarEvent { OnlineMeeting = new OnlineMeeting(Meet, "123", "x"), Location = Zoom, Body = new EventBody(false, "https://acme.webex.com/meet/ann") }.Search().Target;
        target.ShouldBe(new JoinTarget(Meet, JoinProtocol.WebRTC, MeetingPlatform.GoogleMeet, "meet", FoundIn.OnlineMeeting));
    }

    [Fact]
    public void The_flat_url_counts_as_structured() =>
        new CalendarEvent { OnlineMeetingUrl = "https://meet.google.com/abc", Location = Zoom }.Search().Target?.FoundIn.ShouldBe(FoundIn.OnlineMeeting);

    [Fact]
    public void The_location_beats_the_body() =>
        new CalendarEvent { Location = "Rila; " + Meet + "; Pirin", Body = new EventBody(false, Zoom) }.Search().Target
            .ShouldBe(new JoinTarget(Meet, JoinProtocol.WebRTC, MeetingPlatform.GoogleMeet, "meet", FoundIn.Location));

    [Theory]
    [InlineData("Rila;" + Zoom + ";Pirin", "SIP 5551112222@zoomcrc.com")]
    [InlineData(Teams + ";Room 4", "WebRTC " + Teams)]
    [InlineData("Rila," + Zoom + ",https://meet.google.com/abc-defg-hij", "SIP 5551112222@zoomcrc.com")]
    [InlineData("sip:4711@vc.company.example; Rila", "SIP 4711@vc.company.example")]
    [InlineData("4711@vc.company.example", "SIP 4711@vc.company.example")]
    public void The_location_may_list_rooms_too(string location, string dialled) => Meetings.WithLocation(location).Dialled().ShouldBe(dialled);

    [Fact]
    public void Rules_come_before_position_in_the_text() =>
        Meetings.WithBody($"{Meet}\n{Zoom}\nhttps://acme.webex.com/meet/ann").Dialled().ShouldBe("SIP ann@acme.webex.com");

    [Fact]
    public void Position_decides_within_a_rule() =>
        Meetings.WithBody($"{Zoom}\nhttps://zoom.us/j/9998887777").Dialled().ShouldBe("SIP 5551112222@zoomcrc.com");

    [Fact]
    public void A_longer_form_of_the_same_link_wins() =>
        Meetings.WithBody("https://teams.microsoft.com/meet/33749853217630\nhttps://teams.microsoft.com/meet/33749853217630?p=abc")
            .Dialled().ShouldBe("WebRTC https://teams.microsoft.com/meet/33749853217630?p=abc");

    [Fact]
    public void The_gateway_address_in_the_body_replaces_the_structured_Teams_link()
    {
        var ev = Meetings.WithHtml("<div>Tenant key:</div><div><a href='mailto:att@m.webex.com'>att@m.webex.com</a></div><div>Video ID: <b>114 213 415 0</b></div>")
            with { OnlineMeeting = new OnlineMeeting(Teams, null, "teamsForBusiness") };
        ev.Search().Target.ShouldBe(new JoinTarget("1142134150.att@m.webex.com", JoinProtocol.SIP, MeetingPlatform.MicrosoftTeams, "teams-cvi-webex", FoundIn.Body));
    }

    [Fact]
    public void The_passcode_in_the_body_completes_the_link_in_the_location() =>
        new CalendarEvent { Location = Zoom, Body = new EventBody(false, "Passcode: 998877") }.Search().Target
            .ShouldBe(new JoinTarget("5551112222.998877@zoomcrc.com", JoinProtocol.SIP, MeetingPlatform.Zoom, "zoom-number", FoundIn.Location));

    [Fact]
    public void An_address_of_another_meeting_does_not() =>
        new CalendarEvent { Location = "https://v.ringcentral.com/join/018209241352", Body = new EventBody(false, "099999999999.1@rcv.com") }
            .Dialled().ShouldBe("WebRTC https://v.ringcentral.com/join/018209241352");

    [Fact]
    public void A_link_that_devices_cannot_open_gives_way_to_any_address() =>
        new CalendarEvent { Location = "https://whereby.com/room", Body = new EventBody(false, "sip:room@vc.company.example") }.Search().Target?.FoundIn.ShouldBe(FoundIn.Body);

    [Fact]
    public void Participants_are_not_dialled()
    {
        var ev = Meetings.WithBody("Ann <4711@company.example>, sip:bob@company.example, sip:room@vc.company.example") with
        {
            Organizer = new Person("Bob", "BOB@company.example"),
            Attendees = [new Attendee("Ann", "4711@company.example", AttendeeType.Required, ResponseType.None)],
        };
        var search = ev.Search();
        search.Target?.Address.ShouldBe("room@vc.company.example");
        search.Refused.Select(r => r.Candidate).ShouldBe(["4711@company.example", "bob@company.example"]);
        search.Refused.ShouldAllBe(r => r.Reason.Contains("participant"));
    }

    [Fact]
    public void But_a_scheme_in_the_location_says_that_it_is_meant() =>
        (Meetings.WithLocation("sip:bob@company.example") with { Organizer = new Person("Bob", "bob@company.example") }).Dialled().ShouldBe("SIP bob@company.example");

    [Fact]
    public void Refusals_tell_place_rule_and_reason()
    {
        var refused = Meetings.WithBody("Options: https://teams.microsoft.com/meetingOptions/?x=1 and https://teams.microsoft.com/meetingOptions/?x=1").Search().Refused;
        refused.ShouldBe([new RefusedCandidate("the meeting's options", "teams-options", FoundIn.Body, "https://teams.microsoft.com/meetingOptions/?x=1")]);
    }

    [Fact]
    public void An_unknown_online_meeting_gets_a_warning() =>
        new CalendarEvent { OnlineMeeting = new OnlineMeeting("https://meet.company.example/ann/AB12", null, "skypeForBusiness") }.Search()
            .Warnings.ShouldHaveSingleItem().ShouldContain("no service");

    [Fact]
    public void A_long_body_is_read_up_to_its_limit()
    {
        var padding = new string('x', JoinTargetFinder.MaxBodyLength - Zoom.Length - 1) + " ";
        Meetings.WithBody(padding + Zoom).Search().Target.ShouldNotBeNull();
        var search = Meetings.WithBody(padding + "   " + Zoom + " " + padding).Search();
        search.Warnings.ShouldContain(w => w.Contains("characters of the body"));
    }
}
