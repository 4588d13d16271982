namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>Links as mail programs leave them in HTML.</summary>
public sealed class HtmlBodyTests
{
    private const string Found = "WebRTC https://meet.google.com/abc-defg-hij";

    [Theory]
    [InlineData("<p>Join us</p><a href=\"https://meet.google.com/abc-defg-hij\">Open</a>")]
    [InlineData("<a href='https://meet.google.com/abc-defg-hij'>")]
    [InlineData("<p>&#x68;&#x74;&#x74;&#x70;&#x73;://meet.google.com/abc-defg-hij</p>")]
    [InlineData("<p>https://meet.google.com/abc&shy;-<wbr>defg-\u200bhij.</p>")]
    [InlineData("<p>https://meet.<b>google</b>.com/<i>abc-defg-hij</i></p>")]
    [InlineData("<p>„https://meet.google.com/abc-defg-hij“</p>")]
    [InlineData("<p>（https://meet.google.com/abc-defg-hij）。</p>")]
    [InlineData("<p>会議：https://meet.google.com/abc-defg-hijに参加</p>")]
    [InlineData("<p>הצטרפו: \u202ahttps://meet.google.com/abc-defg-hij\u202c עכשיו</p>")]
    [InlineData("<p>meet.google.com/abc-defg-hij</p>")]
    [InlineData("<p>jhttps://meet.google.com/abc-defg-hij</p>")]
    [InlineData("<p>&lt;https://www.meet.google.com/abc-defg-hij&gt;,</p>")]
    [InlineData("<table><tr><td>Link</td><td>https://meet.google.com/abc-defg-hij</td><td>now</td></tr></table>")]
    [InlineData("<a href=\"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmeet.google.com%2Fabc-defg-hij&amp;data=x\">Open</a>")]
    [InlineData("<a href=\"https://protect-eu.mimecast.com/s/AbC\" originalsrc=\"https://meet.google.com/abc-defg-hij\">Open</a>")]
    [InlineData("<a href=\"https://www.google.com/url?q=https://meet.google.com/abc-defg-hij&amp;sa=D\">meet</a>")]
    [InlineData("<a href=\" https://meet.google.com/abc-\r\ndefg-hij \">meet</a>")]
    [InlineData("<title>https://meet.google.com/zzz-zzzz-zzz</title><p>https://meet.google.com/abc-defg-hij")]
    public void Finds_the_link(string html) => Meetings.WithHtml(html).Dialled().ShouldBe(Found);

    [Theory]
    [InlineData("<!-- https://meet.google.com/abc-defg-hij -->")]
    [InlineData("<script>var a='https://meet.google.com/abc-defg-hij'</script>")]
    [InlineData("<style>a{background:url(https://meet.google.com/abc-defg-hij)}</style>")]
    [InlineData("<img src=\"https://meet.google.com/abc-defg-hij\" alt=\"https://meet.google.com/abc-defg-hij\">")]
    [InlineData("<a href=\"javascript:location='https://meet.google.com/abc-defg-hij'\">x</a>")]
    [InlineData("<a href=\"data:text/html,https://meet.google.com/abc-defg-hij\">x</a>")]
    [InlineData("<a href=\"mailto:12345@company.example\">12345@company.example</a>")]
    [InlineData("<a href=\"mailto:12345@company.example\">Write us</a>")]
    [InlineData("<p>https://meet.google.com</p><p>/abc-defg-hij</p>")]
    public void Sees_none_where_a_reader_sees_none(string html) => Meetings.WithHtml(html).Dialled().ShouldBe("none");

    [Theory]
    [InlineData("<a href=\"sip:1469674515@acme.webex.com\">Call</a>", "SIP 1469674515@acme.webex.com")]
    [InlineData("<a href=\"sip:room%40vc.company.example\">Call</a>", "SIP room@vc.company.example")]
    [InlineData("<a href=\"mailto:1469674515@acme.webex.com\">1469674515@acme.webex.com</a>", "SIP 1469674515@acme.webex.com")]
    [InlineData("<td>Passcode:</td><td>123456</td><a href='https://zoom.us/j/5551112222'>x</a>", "SIP 5551112222.123456@zoomcrc.com")]
    public void Reads_addresses_and_numbers_across_tags(string html, string dialled) => Meetings.WithHtml(html).Dialled().ShouldBe(dialled);

    [Theory]
    [InlineData("'https://zoom.us/j/123456789'")]
    [InlineData("\"https://zoom.us/j/123456789\"")]
    [InlineData("<https://zoom.us/j/123456789>")]
    [InlineData("(https://zoom.us/j/123456789)")]
    [InlineData("[Zoom](https://zoom.us/j/123456789).")]
    [InlineData("[https://zoom.us/j/123456789|https://zoom.us/j/123456789]")]
    [InlineData("*https://zoom.us/j/123456789*")]
    [InlineData(".https://zoom.us/j/123456789.")]
    [InlineData(";https://zoom.us/j/123456789;")]
    [InlineData("https://zoom.us/j/123456789!!!")]
    [InlineData("https://zoom.us/j/123456789\\n\\nBye")]
    [InlineData("HTTPS://ZOOM.US/j/123456789")]
    [InlineData("http://zoom.us:443/j/123456789")]
    [InlineData("https://zoom.us./j/123456789")]
    [InlineData("zoom.us/j/123456789")]
    [InlineData("ｈｔｔｐｓ：／／ｚｏｏｍ．ｕｓ／ｊ／１２３４５６７８９")]
    public void Text_around_a_link_does_not_stick_to_it(string text) => Meetings.WithBody($"Join {text} now").Dialled().ShouldBe("SIP 123456789@zoomcrc.com");
}
