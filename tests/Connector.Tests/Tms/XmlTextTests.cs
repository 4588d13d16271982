using System.Xml.Linq;
using HybridCalendar.Connector.Tms;

namespace HybridCalendar.Connector.Tests.Tms;

/// <summary>What XML cannot carry.</summary>
public sealed class XmlTextTests
{
    [Theory]
    [InlineData("Plans", "Plans")]
    [InlineData("a\tb\nc", "a\tb\nc")]
    [InlineData("Pl\u000Ba\u0000ns\uFFFF", "Plans")]
    [InlineData("", "")]
    [InlineData("<> party", "<> party")]
    [InlineData("half<", "half")]
    [InlineData("><halves", "halves")]
    [InlineData("<<>", "<>")]
    public void What_XML_forbids_is_left_out(string pattern, string rest)
    {
        // An attribute cannot hold halves of surrogate pairs: signs stand for them.
        var (text, clean) = (WithSurrogates(pattern), WithSurrogates(rest));
        XmlText.Clean(text).ShouldBe(clean);
        var conference = new TmsConference(new XElement("Conference")) { ["Title"] = text };
        conference["Title"].ShouldBe(clean);
        XElement.Parse(conference.Xml.ToString(SaveOptions.DisableFormatting)).Value.ShouldBe(clean);
    }

    private static string WithSurrogates(string pattern) => pattern.Replace('<', '\uD83C').Replace('>', '\uDF89');
}
