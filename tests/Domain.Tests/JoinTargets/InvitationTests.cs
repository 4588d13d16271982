using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>Whole invitations, laid out as the services write them: many links and numbers, one of them right.</summary>
public sealed class InvitationTests
{
    [Fact]
    public void Zoom_dials_its_SIP_line_with_the_numeric_passcode()
    {
        var search = Meetings.WithBody("""
            Topic: Planning
            Join Zoom Meeting
            https://us06web.zoom.us/j/87654321098?pwd=a.1

            Meeting ID: 876 5432 1098
            Passcode: 4Kd9aZ

            One tap mobile
            +13126266799,,87654321098#,,,,*889977# US (Chicago)
            Find your local number: https://us06web.zoom.us/u/kd1

            Join by SIP
            • 87654321098@zoomcrc.com

            Join by H.323
            • 192.0.2.161 (US West)

            Meeting ID: 876 5432 1098
            Passcode: 889977
            """).Search();
        search.Target.ShouldBe(new JoinTarget("87654321098.889977@zoomcrc.com", JoinProtocol.SIP, MeetingPlatform.Zoom, "zoom-sip", FoundIn.Body));
        search.Refused.ShouldHaveSingleItem().Rule.ShouldBe("zoom-dial-in");
    }

    [Fact]
    public void Webex_dials_the_address_and_not_the_phone_numbers() =>
        Meetings.WithBody("""
            Join meeting
            <https://acme.webex.com/acme/j.php?MTID=m5c>

            Meeting number (access code): 2550 123 4567
            Meeting password: aBcDe (22233 when dialing from a video system)
            +1-650-555-0108,,25501234567#22233# US Toll
            Global call-in numbers<https://acme.webex.com/acme/globalcallin.php?MTID=m5c>

            Join from a video system or application
            Dial 25501234567@acme.webex.com<sip:25501234567@acme.webex.com>
            You can also dial 192.0.2.68 and enter your meeting number.
            Need help? Go to https://help.webex.com
            """).Dialled().ShouldBe("SIP 25501234567@acme.webex.com");

    [Fact]
    public void Webex_personal_room_in_German() =>
        Meetings.WithBody("Am persönlichen Raum teilnehmen\nhttps://acme.webex.com/meet/ann | 123456789\nWählen Sie ann@acme.webex.com und geben Sie Ihre PIN ein.")
            .Dialled().ShouldBe("SIP ann@acme.webex.com");

    [Theory]
    [InlineData("Microsoft Teams-møte\nKlikk her<https://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0>\nMøte-ID: 311 222 333 44\nBli med via en videokonferanseenhet\nteams@join.acme.example<mailto:teams@join.acme.example>\nVideokonferanse-ID: 121 222 333 4\nAndre instruksjoner<https://join.acme.example/teams/?conf=1212223334&d=join.acme.example>", "1212223334@join.acme.example")]
    [InlineData("Microsoft Teams-Besprechung\nhttps://teams.microsoft.com/meet/3112223334455?p=xY\nBesprechungs-ID: 311 222 333 4455\nMandantenschlüssel: cisco@m.webex.com\nVideo-ID: 118 541 223 1\nTelefonkonferenz-ID: 998 877 66#", "1185412231.cisco@m.webex.com")]
    [InlineData("Microsoft Teams 会議\nhttps://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0\nテナント キー: acme@m.webex.com\nビデオ ID：118 000 111 2", "1180001112.acme@m.webex.com")]
    public void Teams_with_a_video_gateway_in_other_languages(string text, string address) => Meetings.WithBody(text).Dialled().ShouldBe("SIP " + address);

    [Fact]
    public void Teams_in_Finnish_without_a_gateway_keeps_its_link_among_the_others()
    {
        var search = Meetings.WithBody("""
            Microsoft Teams -kokous
            Liity kokoukseen<https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%7d>
            Lisätietoja<https://aka.ms/JoinTeamsMeeting> | Kokousasetukset<https://teams.microsoft.com/meetingOptions/?threadId=19_meeting_x@thread.v2&language=fi-FI>
            """).Search();
        search.Target?.Address.ShouldBe("https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%7d");
        search.Refused.Select(r => r.Rule).ShouldBe(["teams-help", "teams-options"]);
    }

    [Fact]
    public void Google_Calendar_text_yields_Meet_and_neither_its_own_pages_nor_the_phone_page()
    {
        var search = Meetings.WithBody("""
            Join with Google Meet
            meet.google.com/abc-defg-hij
            Or dial: (US) +1 252-555-0131 PIN: 123 456#
            More phone numbers: https://tel.meet/abc-defg-hij?pin=123
            https://calendar.google.com/calendar/event?action=VIEW&eid=x
            """).Search();
        search.Target?.Address.ShouldBe("https://meet.google.com/abc-defg-hij");
        search.Refused.Select(r => r.Rule).ShouldBe(["meet-phone", "google-page"]);
    }

    [Fact]
    public void GoTo_dials_its_room_address() =>
        Meetings.WithBody("https://meet.goto.com/123456789\nUnited States: +1 (872) 555-0112\nAccess Code: 123-456-789\nOr dial directly: 123456789@67.217.95.2 or 67.217.95.2##123456789")
            .Dialled().ShouldBe("SIP 123456789@67.217.95.2");

    [Fact]
    public void Calendar_data_pasted_as_text_is_read_too() =>
        Meetings.WithBody("DESCRIPTION:Join: https://meet.google.com/abc-defg-hij\\n\\nView https://calendar.google.com/calendar/event?eid=1.\\n-::~\nX-CONF:conf:sip:ann@company.example\\;gruu")
            .Dialled().ShouldBe("WebRTC https://meet.google.com/abc-defg-hij");
}
