namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>What a device dials for each platform's links, addresses and numbers.</summary>
public sealed class PlatformTests
{
    [Theory]
    [InlineData("https://acme.webex.com/meet/ann.example", "SIP ann.example@acme.webex.com")]
    [InlineData("https://acme.webex.com/join/ann", "SIP ann@acme.webex.com")]
    [InlineData("acme.webex.com/meet/ann", "SIP ann@acme.webex.com")]
    [InlineData("https://acme.webex.com/acme/j.php?MTID=m030fdef5ac2d", "Spark https://acme.webex.com/acme/j.php?MTID=m030fdef5ac2d")]
    [InlineData("https://acme.webex.com/webappng/sites/acme/meeting/info/0123456789abcdef?MTID=m1", "Spark https://acme.webex.com/webappng/sites/acme/meeting/info/0123456789abcdef?MTID=m1")]
    [InlineData("https://acme.webex.com/wappng/sites/acme/meeting/download/0123456789abcdef?siteurl=acme", "Spark https://acme.webex.com/wappng/sites/acme/meeting/download/0123456789abcdef?siteurl=acme")]
    [InlineData("https://acme.webex.com.cn/meet/ann", "Spark https://acme.webex.com.cn/meet/ann")]
    [InlineData("https://acme.webex.com.cn/recordingservice/sites/acme/recording/0123456789abcdef/playback", "none")]
    [InlineData("https://web.webex.com/meet/ann.acme", "Spark https://web.webex.com/meet/ann.acme")]
    [InlineData("https://acme.webex.com/acme/j.php?MTID=m1\nMeeting number (access code): 146 967 4515", "SIP 1469674515@acme.webex.com")]
    [InlineData("https://acme.webex.com/acme/j.php?MTID=m1\nJoin by video\nDial 1469674515@acme.webex.com", "SIP 1469674515@acme.webex.com")]
    [InlineData("Join from a video system\nDial ann@acme.webex.com", "SIP ann@acme.webex.com")]
    [InlineData("Video address:\nann@acme.webex.com", "SIP ann@acme.webex.com")]
    [InlineData("Webex meeting number: 2345 678 9012", "SIP 23456789012@webex.com")]
    [InlineData("Questions? ann@acme.webex.com", "none")]
    [InlineData("https://acme.webex.com/acme/globalcallin.php?MTID=m1", "none")]
    [InlineData("https://acme.webex.com/recordingservice/sites/acme/recording/0123456789abcdef/playback", "none")]
    [InlineData("https://acme.webex.com/weblink/register/r0123456789abcdef", "none")]
    [InlineData("https://help.webex.com/meet/ann", "none")]
    [InlineData("https://www.webex.com/downloads.html", "none")]
    [InlineData("https://acme.webex.com/mw3300/mywebex/default.do?service=1&siteurl=acme&nomenu=true&main_url=%2Fmc3300%2Fmeetingcenter%2Fmeetinginfo%2Fmeetinginfo.do%3Fsiteurl%3Dacme%26confID%3D3422228124%26MTID%3Dma743d1ccaa2755945b23", "Spark https://acme.webex.com/acme/j.php?MTID=ma743d1ccaa2755945b23")]
    [InlineData("https://acme.webex.com.cn/mw3300/mywebex/default.do?main_url=%2Fmc3300%2Finfo.do%3Fsiteurl%3Dacme%26MTID%3Dma743d1ccaa27&siteurl=acme", "Spark https://acme.webex.com.cn/acme/j.php?MTID=ma743d1ccaa27")]
    [InlineData("https://acme.webex.com/mw3300/mywebex/default.do?siteurl=acme", "none")]
    [InlineData("https://acme.webex.com/mw3300/mywebex/default.do?siteurl=acme&service=10", "none")]
    [InlineData("https://acme.webex.com/mw3300/mywebex/default.do?nomenu=true&siteurl=acme&service=6&main_url=https%3A%2F%2Facme.webex.com%2Fec3300%2Feventcenter%2Fevent%2FeventAction.do%3FtheAction%3Ddetail%26EMK%3D4832534b00000004a", "none")]
    [InlineData("https://webex.evil.example/mw3300/mywebex/default.do?siteurl=acme&MTID=ma743d1ccaa2755945b23", "none")]
    public void Webex(string text, string dialled) => Meetings.WithBody(text).Dialled().ShouldBe(dialled);

    [Theory]
    [InlineData("https://zoom.us/j/5551112222", "SIP 5551112222@zoomcrc.com")]
    [InlineData("https://us02web.zoom.us/j/85001833920?pwd=cWY6Tnh", "SIP 85001833920@zoomcrc.com")]
    [InlineData("https://us02web.zoom.us/j/88240852079(Passcode: 584706)", "SIP 88240852079.584706@zoomcrc.com")]
    [InlineData("https://zoom.us/w/98765432101?tk=x", "SIP 98765432101@zoomcrc.com")]
    [InlineData("https://zoom.us/s/98765432101?zak=x", "SIP 98765432101@zoomcrc.com")]
    [InlineData("https://app.zoom.us/wc/79642156509/start?fromPWA=1", "SIP 79642156509@zoomcrc.com")]
    [InlineData("https://zoom.us/wc/join/12345678901", "SIP 12345678901@zoomcrc.com")]
    [InlineData("https://us02web.zoom.us/launch/jc/85012345678", "SIP 85012345678@zoomcrc.com")]
    [InlineData("https://zoom.us/j/850-1234-5678", "SIP 85012345678@zoomcrc.com")]
    [InlineData("https://zoom.us/j/850-12", "none")]
    [InlineData("https://zoom.us/join?action=join&confno=123456789&pwd=abc", "SIP 123456789@zoomcrc.com")]
    [InlineData("zoommtg://zoom.us/join?confno=123456789&pwd=xxxx&zc=0", "SIP 123456789@zoomcrc.com")]
    [InlineData("https://any-client.zoom-x.de/j/65194487075", "SIP 65194487075@zoomcrc.com")]
    [InlineData("https://frb.zoomgov.com/j/1612345678?pwd=x\nPasscode: 123456", "SIP 1612345678.123456@sip.zoomgov.com")]
    [InlineData("https://acme.zoom.us/my/ann.example", "WebRTC https://acme.zoom.us/my/ann.example")]
    [InlineData("https://acme.zoom.us/my/ann?pwd=x\nMeeting ID: 412 345 6789\nPasscode: 1234", "SIP 4123456789.1234@zoomcrc.com")]
    [InlineData("Zoom\nMeeting ID: 876 5432 1098\nPasscode: 123456", "SIP 87654321098.123456@zoomcrc.com")]
    [InlineData("Join by SIP\n• 67839727760@fr.zmeu.us\nMeeting ID: 678 3972 7760\nPasscode: 634406", "SIP 67839727760.634406@fr.zmeu.us")]
    [InlineData("87654321098.123456@zoomcrc.com", "SIP 87654321098.123456@zoomcrc.com")]
    [InlineData("87654321098.123456.1.789012@zoomcrc.com", "SIP 87654321098.123456.1.789012@zoomcrc.com")]
    [InlineData("https://zoom.us/rec/share/abc123", "none")]
    [InlineData("https://zoom.us/meeting/register/tJ0", "none")]
    [InlineData("https://us02web.zoom.us/webinar/register/WN_abc", "none")]
    [InlineData("Find your local number: https://us02web.zoom.us/u/kdAbC", "none")]
    [InlineData("https://zoom.us/j/abcdefg", "none")]
    [InlineData("https://zoom.us/j/123456789012", "none")]
    [InlineData("https://zoom.us.evil.example/j/123456789", "none")]
    [InlineData("https://zoom.us@evil.example/j/123456789", "none")]
    [InlineData("https://evilzoom.us/j/123456789", "none")]
    [InlineData("https://us02web.zoom.us/j/876543210\n98?pwd=cWY6Tnh and more", "SIP 87654321098@zoomcrc.com")]
    [InlineData("https://us02web.zoom.us/j/87\r\n654321098?pwd=cWY6Tnh", "SIP 87654321098@zoomcrc.com")]
    [InlineData("https://us02web.zoom.us/j/876543210\n98\nMeeting ID: 876 5432 1098", "SIP 87654321098@zoomcrc.com")]
    [InlineData("https://us02web.zoom.us/j/876543210\n98", "none")]
    [InlineData("https://us02web.zoom.us/j/876543210\r\n98 and more", "none")]
    [InlineData("https://zoom.us/j/876543210\n12 people\nMeeting ID: 876 543 210", "SIP 876543210@zoomcrc.com")]
    [InlineData("https://zoom.us/j/87654321098\n12 people", "SIP 87654321098@zoomcrc.com")]
    [InlineData("https://zoom.us/j/876543210\n12th floor", "SIP 876543210@zoomcrc.com")]
    [InlineData("https://zoom.us/j/876543210\n\n98", "SIP 876543210@zoomcrc.com")]
    [InlineData("https://zoom.us/j/876543210?pwd=x\n98", "SIP 876543210@zoomcrc.com")]
    public void Zoom(string text, string dialled) => Meetings.WithBody(text).Dialled().ShouldBe(dialled);

    [Fact]
    public void Zoom_passcode_is_the_numeric_one_of_the_same_meeting() =>
        Meetings.WithBody("""
            https://us02web.zoom.us/j/87654321098?pwd=x
            Meeting ID: 876 5432 1098
            Passcode: a1B2c3
            One tap mobile: +13462487799,,11111111111#,,,,*999999# other
            +13462487799,,87654321098#,,,,*456789# US (Houston)
            """).Dialled().ShouldBe("SIP 87654321098.456789@zoomcrc.com");

    [Theory]
    [InlineData("https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d")]
    [InlineData("https://teams.microsoft.com/meet/33749853217630?p=em7xplMp")]
    [InlineData("https://teams.live.com/meet/9361792952021?p=abc")]
    [InlineData("https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting_x/0")]
    [InlineData("https://dod.teams.microsoft.us/meet/12345678901234")]
    [InlineData("https://teams.microsoft.com/light-meetings/launch?agent=web&coords=eyJjb252ZXJzYXRpb24iOiIifQ%3D%3D")]
    [InlineData("https://meet.google.com/abc-defg-hij?hs=224")]
    [InlineData("https://meet.google.com/our-team-standup")]
    public void Teams_and_Meet_over_WebRTC(string link) => Meetings.WithBody($"Join:\n{link}\nbye").Dialled().ShouldBe("WebRTC " + link);

    [Theory]
    [InlineData("msteams:/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d", "WebRTC https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d")]
    [InlineData("(MSTeams:/meet/33749853217630?p=em7xplMp)", "WebRTC https://teams.microsoft.com/meet/33749853217630?p=em7xplMp")]
    [InlineData("msteams://teams.microsoft.com/l/meetup-join/19%3ax/0", "WebRTC https://teams.microsoft.com/l/meetup-join/19%3ax/0")]
    [InlineData("msteams:/l/chat/0/0?users=ann@acme.example", "none")]
    [InlineData("msteams:/", "none")]
    [InlineData("msteams:/evil.example/l/meetup-join/19%3ax/0", "none")]
    [InlineData("teams:/l/meetup-join/19%3ax/0", "none")]
    public void Links_of_the_Teams_app(string link, string dialled)
    {
        Meetings.WithBody($"Join: {link} bye").Dialled().ShouldBe(dialled);
        Meetings.WithHtml($"<a href=\"{link.Trim('(', ')')}\">Join</a>").Dialled().ShouldBe(dialled);
    }

    [Theory]
    [InlineData("https://teams.microsoft.com/")]
    [InlineData("https://teams.microsoft.com/l/meeting/new")]
    [InlineData("https://teams.microsoft.com/l/channel/19%3a1/General")]
    [InlineData("https://teams.microsoft.com/meetingOptions/?organizerId=1&threadId=19_meeting_x@thread.v2")]
    [InlineData("https://teams.microsoft.com/meet/channel?p=Aa1")]
    [InlineData("https://dialin.teams.microsoft.com/usp/pstnconferencing")]
    [InlineData("https://aka.ms/JoinTeamsMeeting")]
    [InlineData("https://events.teams.microsoft.com/event/1@2")]
    [InlineData("https://meet.google.com/")]
    [InlineData("https://meet.google.com/new")]
    [InlineData("https://meet.google.com/tel/abc-defg-hij?pin=1")]
    [InlineData("https://tel.meet/abc-defg-hij?pin=1")]
    [InlineData("https://meet.google.com/favicon.png")]
    public void Teams_and_Meet_pages_are_no_meetings(string link) => Meetings.WithBody(link).Dialled().ShouldBe("none");

    [Theory]
    [InlineData("813878896@t.plcm.vc<mailto:813878896@t.plcm.vc> VTC Conference ID: 017920684", "SIP 813878896.017920684@t.plcm.vc")]
    [InlineData("Join with a video conferencing device\natt@m.webex.com\nVideo Conference ID: 114 213 415 0\n\nPhone Conference ID: 576 762 13#", "SIP 1142134150.att@m.webex.com")]
    [InlineData("Join on a video conferencing device\nTenant key:\ncdw@m.webex.com\nVideo ID:\n119 856 328 6\nMore info", "SIP 1198563286.cdw@m.webex.com")]
    [InlineData("1142134150.att@m.webex.com", "SIP 1142134150.att@m.webex.com")]
    [InlineData("Tenant key: teams@vc.acme.example\nVideo ID: 112 845 021 2", "SIP 1128450212@vc.acme.example")]
    [InlineData("Microsoft Teams\nTenant key: cvi@vc.acme.example\nVideo ID: 112 845 021 2", "SIP 1128450212@vc.acme.example")]
    [InlineData("1128450212@teams.bjn.vc", "SIP 1128450212@teams.bjn.vc")]
    [InlineData("https://www.webex.com/msteams?confid=1142134150&tenantkey=att&domain=m.webex.com\natt@m.webex.com", "SIP 1142134150.att@m.webex.com")]
    public void A_video_gateway_beats_the_Teams_link(string text, string dialled)
    {
        var search = Meetings.WithBody("https://teams.microsoft.com/l/meetup-join/19%3ameeting_x/0\n" + text).Search();
        $"{search.Target?.Protocol} {search.Target?.Address}".ShouldBe(dialled);
        search.Target?.Platform.ShouldBe(HybridCalendar.Domain.JoinTargets.MeetingPlatform.MicrosoftTeams);
    }

    [Fact]
    public void A_tenant_key_without_a_video_id_rings_a_menu_so_the_link_stays() =>
        Meetings.WithBody("https://teams.microsoft.com/meet/33749853217630?p=x\nTenant key: att@m.webex.com\nPhone conference ID: 576 762 13#")
            .Dialled().ShouldBe("WebRTC https://teams.microsoft.com/meet/33749853217630?p=x");

    [Theory]
    [InlineData("sip:ann@company.example", "SIP ann@company.example")]
    [InlineData("SIP: ann@company.example", "SIP ann@company.example")]
    [InlineData("sips:ann@company.example;transport=tls", "SIP ann@company.example")]
    [InlineData("h323:room@company.example", "H323 room@company.example")]
    [InlineData("h323:192.0.2.7##4711", "H323 192.0.2.7##4711")]
    [InlineData("h323:4711@gk.company.example:1720", "H323 4711@gk.company.example:1720")]
    [InlineData("sip:ann@company.example:5061;transport=tls", "SIP ann@company.example:5061")]
    [InlineData("sip:ann@company.example:990123", "SIP ann@company.example")]
    [InlineData("Call sip:ann@company.example: now", "SIP ann@company.example")]
    [InlineData("sip:+35921234567@company.example", "SIP +35921234567@company.example")]
    [InlineData("Адрес:sip:room@company.example.", "SIP room@company.example")]
    [InlineData("sip:zala@фирма.бг, моля", "SIP zala@xn--80apmps.xn--90ae")]
    [InlineData("sip:zala@зала.company.example.Моля", "SIP zala@xn--80aatr.company.example")]
    [InlineData("sip:room@müller.example", "SIP room@xn--mller-kva.example")]
    [InlineData("sip:ann@company.example加入", "SIP ann@company.example")]
    [InlineData("sip:room@[2001:db8::7]", "SIP room@[2001:db8::7]")]
    [InlineData("SIP: 4711@[2001:DB8::7]:5061, please", "SIP 4711@[2001:db8::7]:5061")]
    [InlineData("sips:room@[::ffff:192.0.2.7];transport=tls", "SIP room@[::ffff:192.0.2.7]")]
    [InlineData("sip:room@[company.example]", "none")]
    [InlineData("sip:room@[2001:db8::7", "none")]
    [InlineData("sip:room@[12]", "none")]
    [InlineData("sip:room@[fe80::1%25eth0]", "none")]
    [InlineData("4711@[2001:db8::7]", "none")]
    [InlineData("12345@company.example:30", "SIP 12345@company.example")]
    [InlineData("12345@company.example", "SIP 12345@company.example")]
    [InlineData("Bridge <12345@company.example>.", "SIP 12345@company.example")]
    [InlineData("ann@company.example", "none")]
    [InlineData("mailto:12345@company.example", "none")]
    [InlineData("12345@company.example<mailto:12345@company.example>", "none")]
    [InlineData("123456789@qq.com", "none")]
    [InlineData("im:sip:ann@company.example", "none")]
    [InlineData("conf:sip:ann@company.example;gruu;opaque=app:conf", "none")]
    [InlineData("tel:12345@company.example", "none")]
    [InlineData("https://company.example/?user=12345@company.example", "none")]
    [InlineData("https://company.example/meeting/123", "none")]
    public void Anything_that_can_be_dialled(string text, string dialled) => Meetings.WithBody(text).Dialled().ShouldBe(dialled);
}
