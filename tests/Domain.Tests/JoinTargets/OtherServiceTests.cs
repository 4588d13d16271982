using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>Services without an icon on the device: their meetings are known, their pages are not taken for meetings.</summary>
public sealed class OtherServiceTests
{
    [Theory]
    [InlineData("https://meet.goto.com/123456789")]
    [InlineData("https://gotomeet.me/AnnExample")]
    [InlineData("https://global.gotomeeting.com/join/123456789")]
    [InlineData("https://bluejeans.com/123456789/4321")]
    [InlineData("https://v.ringcentral.com/join/018209241352?pw=99e4f8")]
    [InlineData("https://chime.aws/1234567890")]
    [InlineData("https://meetings.dialpad.com/room/acme/a123")]
    [InlineData("https://meetings.dialpad.com/annexample")]
    [InlineData("https://www.uberconference.com/annexample")]
    [InlineData("https://meet.jit.si/OurStandup")]
    [InlineData("https://8x8.vc/acme/ann.example")]
    [InlineData("https://acme.whereby.com/standup")]
    [InlineData("https://call.lifesizecloud.com/1234567")]
    [InlineData("https://facetime.apple.com/join#v=1&p=AeV&k=FrC")]
    [InlineData("https://app.slack.com/huddle/T01ABCDEFGH/C02ABCDEFGH")]
    [InlineData("https://discord.gg/abcdeF1")]
    [InlineData("https://join.skype.com/invite/AbCdEf123456")]
    [InlineData("https://meet.lync.com/acme/ann/AB12CD34")]
    [InlineData("https://vc.larksuite.com/j/123456789")]
    [InlineData("https://meeting.tencent.com/dm/AbCdEf")]
    [InlineData("https://telemost.yandex.ru/j/12345678901234")]
    [InlineData("https://meeting.zoho.eu/join?key=1234567890")]
    [InlineData("https://app.gather.town/app/1a2S/3d%204F?meeting=1")]
    [InlineData("https://meet.proton.me/join/id-FRMQ717ZMW#pwd-GoslDQ")]
    [InlineData("https://app.cal.com/video/1de4BmdXEb983k")]
    [InlineData("https://acme.daily.co/standup")]
    [InlineData("https://kmeet.infomaniak.com/abcdefghij")]
    [InlineData("https://acme.clickmeeting.com/demo-room")]
    [InlineData("https://bbb.uni.example/b/ann-x7k-q2p")]
    [InlineData("https://bbb.uni.example/b/ann-x7k-q2p-9zz?x=1")]
    [InlineData("https://bbb.uni.example/rooms/abc-def-ghi-jkl/join")]
    [InlineData("https://conf.uni.example/gl/ann-x7k-q2p?from=greenlight")]
    public void Their_links_are_meetings_that_no_device_can_dial(string link)
    {
        var search = Meetings.WithBody("See you: " + link).Search();
        search.Target.ShouldNotBeNull();
        search.Target.Address.ShouldBe(link);
        search.Target.Platform.ShouldBe(MeetingPlatform.Other);
        search.Target.IsDialable.ShouldBeFalse();
        search.Warnings.ShouldHaveSingleItem().ShouldContain(search.Target.Rule);
    }

    [Theory]
    [InlineData("https://v.ringcentral.com/teleconference")]
    [InlineData("https://bluejeans.com/numbers")]
    [InlineData("https://www.bluejeans.com/premium-numbers")]
    [InlineData("https://chime.aws/dialinnumbers/")]
    [InlineData("https://attendee.gotowebinar.com/register/123456789")]
    [InlineData("https://support.goto.com/meeting")]
    [InlineData("https://whereby.com/pricing")]
    [InlineData("https://demodesk.com/login")]
    [InlineData("https://meet.jit.si/")]
    [InlineData("https://meet.goto.com/favicon.png")]
    [InlineData("https://discord.com/terms")]
    [InlineData("https://app.slack.com/client/T01/C02")]
    [InlineData("https://welink.zhumu.com/download")]
    [InlineData("https://maps.google.com/place/restaurant")]
    [InlineData("https://calendar.google.com/calendar/event?eid=1")]
    [InlineData("https://uni.example/b/ann-x7k-q2p")]
    [InlineData("https://uni.example/b/how-the-web")]
    [InlineData("https://uni.example/rooms/abc-def-ghi-jkl")]
    [InlineData("https://bbb.uni.example/b/signin")]
    [InlineData("https://bbb.uni.example/b")]
    [InlineData("https://bbb.uni.example/rooms/abc-def-ghi")]
    [InlineData("https://bbb.uni.example/rooms/our-new-big-house")]
    [InlineData("javascript:https://zoom.us/")]
    [InlineData("ftp://zoom.us/j/123456789")]
    public void Their_pages_are_not(string link) => Meetings.WithBody("See " + link).Dialled().ShouldBe("none");

    [Theory]
    [InlineData("https://v.ringcentral.com/join/018209241352?pw=99\nJoin by SIP:\n    018209241352.4455@rcv.com\nhttps://v.ringcentral.com/teleconference", "SIP 018209241352.4455@rcv.com")]
    [InlineData("https://bluejeans.com/123456789\nSIP: 123456789.4321@bjn.vc", "SIP 123456789.4321@bjn.vc")]
    [InlineData("https://chime.aws/1234567890\n1234567890@meet.chime.in", "SIP 1234567890@meet.chime.in")]
    [InlineData("https://whereby.com/room\nor dial sip:room@vc.company.example", "SIP room@vc.company.example")]
    public void An_address_that_can_be_dialled_beats_the_link(string text, string dialled) => Meetings.WithBody(text).Dialled().ShouldBe(dialled);
}
