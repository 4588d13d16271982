using System.Text;
using System.Xml.Linq;
using HybridCalendar.Connector.Booking;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Tms;

/// <summary>How the connector reads and writes the TMS Booking API.</summary>
public sealed class WireTests
{
    private const string Secret = "Merger with Contoso";

    [Theory]
    [InlineData("detail", "errorcode", "clientsessionid")]
    [InlineData("Detail", "ErrorCode", "ClientSessionId")]
    public void A_fault_is_read_by_its_code_and_its_words_are_not_passed_on(string detail, string code, string session)
    {
        var fault = XElement.Parse($"<Fault><faultstring>{Secret}</faultstring><{detail}><{code}>-2147218300</{code}><{session}>{Secret}</{session}></{detail}></Fault>");

        var read = TmsFault.Read(fault, "SaveConference");

        (read.Reason, read.Code, read.IsTransient, read.SuggestedSession).ShouldBe((ConferenceReason.Conflict, -2147218300, false, null));
        read.ToString().ShouldNotContain(Secret);
    }

    /// <summary>As Cisco's programming reference numbers them.</summary>
    [Theory]
    [InlineData(-2147219503, ConferenceReason.Licence)]
    [InlineData(-2147219500, ConferenceReason.Unreachable, true)]
    [InlineData(-2147218302, ConferenceReason.NotBooked)]
    [InlineData(-2147218301, ConferenceReason.RoomUnknown)]
    [InlineData(-2147218300, ConferenceReason.Conflict)]
    [InlineData(-2147218272, ConferenceReason.Active)]
    [InlineData(-2147218271, ConferenceReason.NotBooked)]
    [InlineData(-2147218270, ConferenceReason.Active)]
    [InlineData(-2147218269, ConferenceReason.Past)]
    [InlineData(-2147218266, ConferenceReason.NoAccess)]
    [InlineData(-2147218265, ConferenceReason.BookingWindow)]
    [InlineData(-2147218264, ConferenceReason.Declined)]
    [InlineData(-2147218262, ConferenceReason.RoomNotAllowed)]
    [InlineData(-2147218255, ConferenceReason.OwnerUnknown)]
    [InlineData(-2147218253, ConferenceReason.Licence, true)]
    [InlineData(-2147218252, ConferenceReason.NotBooked)]
    [InlineData(-2147218247, ConferenceReason.Licence, true)]
    public void A_fault_means_what_its_code_says(int code, ConferenceReason reason, bool isTransient = false)
    {
        var read = TmsFault.Read(XElement.Parse($"<Fault><detail><errorcode>{code}</errorcode></detail></Fault>"), "SaveConference");

        (read.Reason, read.Code, read.IsTransient, read.MayBeUnderWay).ShouldBe((reason, code, isTransient, false));
    }

    [Fact]
    public void A_fault_that_is_not_known_is_told_by_its_number()
    {
        var read = TmsFault.Read(XElement.Parse("<Fault><detail><errorcode>-2147218299</errorcode></detail></Fault>"), "SaveConference");

        read.Reason.ShouldBe(ConferenceReason.Declined);
        read.Message.ShouldContain("-2147218299");
    }

    [Theory]
    [InlineData("<html><body>Merger with Contoso</body></html>")]
    [InlineData("Merger with Contoso")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Envelope><Body>&e;</Body></Envelope>")]
    public void An_answer_that_is_no_SOAP_is_refused_without_quoting_it(string answer)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(answer));

        var refused = Should.Throw<TmsException>(() => TmsEnvelope.Read(stream, "GetDefaultConference"));

        refused.ToString().ShouldNotContain(Secret);
        refused.Message.ShouldContain("not SOAP");
    }

    [Theory]
    [InlineData("2026-05-06 09:00:00Z")]
    [InlineData("2026-05-06T09:00:00Z")]
    [InlineData(" 2026-05-06T09:00:00.000Z ")]
    public void Dates_are_read_in_both_forms_and_written_in_the_newer_one(string text)
    {
        TmsDate.Read(text).ShouldBe(Instant.FromUtc(2026, 5, 6, 9, 0));
        TmsDate.Write(Instant.FromUtc(2026, 5, 6, 9, 0)).ShouldBe("2026-05-06 09:00:00Z");
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    public void What_is_no_date_is_none(string text) => TmsDate.Read(text).ShouldBeNull();

    [Fact]
    public void Elements_keep_their_order_and_unknown_ones_stay()
    {
        XNamespace ns = TmsNames.Booking;
        var conference = new TmsConference(new XElement(ns + "Conference",
            new XElement(ns + "ConferenceId", 5), new XElement(ns + "OwnerId", 1), new XElement(ns + "Bandwidth", "Default"), new XElement(ns + "FromTheFuture", 1)));

        conference["Title"] = "Plans";
        conference.Start = Instant.FromUtc(2026, 5, 6, 9, 0);
        conference["ExternalPrimaryKey"] = "k";

        conference.Xml.Elements().Select(element => element.Name.LocalName)
            .ShouldBe(["ConferenceId", "Title", "StartTimeUTC", "OwnerId", "Bandwidth", "ExternalPrimaryKey", "FromTheFuture"]);
    }

    [Theory]
    [InlineData("Join by video: sip:8001@meet.example.com\nH.323: h323:8001", "8001@meet.example.com", "8001")]
    [InlineData("Dial 8001@meet.example.com, or write to help@example.com.", "8001@meet.example.com", "")]
    [InlineData("No route.", null, null)]
    public void Older_versions_tell_how_to_join_only_in_their_text(string text, string? sip, string? h323)
    {
        XNamespace ns = TmsNames.Booking;

        var join = JoinReader.Read(new TmsConference(new XElement(ns + "Conference", new XElement(ns + "ConferenceInfoText", text))), []);

        (join?.SipAddress, join?.H323Address).ShouldBe((sip, h323));
    }

    [Fact]
    public void Zone_rules_are_relative_where_all_years_follow_one_rule()
    {
        var rule = Rules("Europe/Sofia").ShouldHaveSingleItem();

        (Text(rule, "BaseOffsetInMinutes"), Text(rule, "DaylightOffsetInMinutes")).ShouldBe(("120", "60"));
        var daylight = rule.Element(TmsNames.Booking + "Daylight")!;
        (Text(daylight, "ChangeSecondAtDay"), Text(daylight, "Month"), Text(daylight, "DayOfTheWeek"), Text(daylight, "WeekOfTheMonthIndex")).ShouldBe(("10800", "3", "0", "5"));
        Rules("Asia/Tokyo").ShouldHaveSingleItem().Element(TmsNames.Booking + "Daylight").ShouldBeNull();
    }

    private static List<XElement> Rules(string zone) =>
        [.. ZoneRulesWriter.Write(DateTimeZoneProviders.Tzdb[zone], Instant.FromUtc(2026, 5, 6, 7, 0), Instant.FromUtc(2026, 11, 6, 7, 0)).Elements()];

    private static string Text(XElement element, string name) => element.Descendants(TmsNames.Booking + name).First().Value;
}
