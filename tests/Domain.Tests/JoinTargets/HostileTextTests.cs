using FsCheck;
using FsCheck.Fluent;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>Whatever somebody sends, the search ends soon, and what it returns can be dialled.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Pieces =
    [
        "https://", "zoom.us/j/", "123456789", "@", "webex.com", "meet", "sip:", "mailto:", "h323:", "%", "%2", "?url=", "&amp;", "*", "__;", "!!", "(", ")", "<a href=", "<", ">",
        "\"", "'", "\u200b", "\ud83d", "\0", "\n", ";", "://", "https://urldefense.com/v3/__", "https://x.safelinks.protection.outlook.com/?url=", "Passcode: 1234", "ａ", "：", "-", ".",
    ];

    [Fact]
    public void The_search_never_throws_and_yields_only_what_can_be_dialled() =>
        Prop.ForAll(Text(), text =>
        {
            foreach (var isHtml in new[] { true, false })
            {
                var ev = new CalendarEvent { Location = text, OnlineMeetingUrl = text, Body = new EventBody(isHtml, text) };
                if (JoinTargetFinder.Find(ev, JoinRuleSet.Default).Target is not { } target) continue;
                target.Address.ShouldNotContain('\n');
                if (target.Protocol == JoinProtocol.WebRTC) target.Address.ShouldMatch("^https?://");
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unwrapping_ends_and_touches_links_only() =>
        Prop.ForAll(Text(), text =>
        {
            LinkUnwrapper.Unwrap(text).ShouldNotBeNull();
            var unwrapped = LinkUnwrapper.UnwrapText(text);
            if (!text.Contains("://", StringComparison.Ordinal)) unwrapped.ShouldBe(text);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_keyword_is_always_a_piece_of_the_location() =>
        Prop.ForAll(Text(), text =>
        {
            if (KeywordFinder.Find(text + "@webex" + text) is { } match) (text + "@webex" + text).Substring(match.Position, match.Text.Length).ShouldBe(match.Text);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("<b><p>")]
    [InlineData("<table><a href=x>")]
    [InlineData("<a a=1 href=2 ")]
    [InlineData("<!--")]
    [InlineData("<a href='https://zoom.us/j/(1'>")]
    [InlineData("https://zoom.us/j/(")]
    [InlineData("https://x.safelinks.protection.outlook.com/?url=")]
    [InlineData("1@a.example\n")]
    [InlineData("Dial a@b.webex.com ")]
    [InlineData("Video ID: 1")]
    [InlineData("h323:")]
    [InlineData("a.b/")]
    [InlineData("&lt")]
    [InlineData(" 1")]
    [InlineData("@webex:")]
    public void A_body_full_of_it_costs_little(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, JoinTargetFinder.MaxBodyLength / piece.Length));
        // Quadratic work on 256 K characters takes minutes.
        ThreadTime.Of(() =>
        {
            foreach (var isHtml in new[] { true, false })
                JoinTargetFinder.Find(new CalendarEvent { Location = text, Body = new EventBody(isHtml, text) }, JoinRuleSet.Default);
            KeywordFinder.Find(text);
        }).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static Arbitrary<string> Text() =>
        Gen.OneOf(Gen.Elements(Pieces), ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "")).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
}
