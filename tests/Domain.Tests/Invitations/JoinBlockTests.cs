using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Tests.Invitations;

public class JoinBlockTests
{
    private const string Line = "________________________________________________________________________________";

    private const string Teams = $"""
        <div style="width:100%"><span>{Line}</span></div><div class="me-email-text"><a href="https://teams.microsoft.com/l/meetup-join/19%3ameeting">Join</a></div>
        <div style="width:100%"><span>{Line}</span></div>
        """;

    private static readonly JoinBlockTexts English = JoinBlockTexts.Choose("en-US");

    private static readonly JoinDetails Details = new()
    {
        Platform = MeetingPlatform.Webex, JoinLink = "https://example.webex.com/meet/ann?a=1&b=2", VideoAddress = "ann@example.webex.com",
        MeetingNumber = "2550 123 4567", Password = "p<w>\"&'1", NumericPassword = "12345678",
        PhoneNumbers = [new("+359 2 000 0000", "Bulgaria, toll")],
    };

    private static readonly JoinDetails Other = new() { Platform = MeetingPlatform.Webex, JoinLink = "https://example.webex.com/meet/bo" };

    public static TheoryData<bool, string> Bodies => new()
    {
        { true, "" },
        { true, "Hello" },
        { true, "<html><head></head><body></body></html>" },
        { true, "<html>\r\n<head>\r\n<meta http-equiv=\"Content-Type\">\r\n</head>\r\n<body>\r\n<div>Agenda</div>\r\n</body>\r\n</html>\r\n" },
        { true, $"<html><body><p>Agenda</p>{Teams}</body></html>" },
        { true, "<BODY><div><div>" },
        { true, "<p>a</body> b <!-- </body> -->" },
        { true, "<div title=\"" },
        { true, "<!-- never closed" },
        { true, "<script>var x = '</body>';" },
        { true, "</div></p>" },
        { false, "" },
        { false, "Hello" },
        { false, "Hello\r\n" },
        { false, "Hello\r\n\r\n" },
        { false, "Hello\n\n\n" },
        { false, "Hello\r" },
        { false, $"Agenda\r\n{Line}\r\nMicrosoft Teams <https://teams.microsoft.com/l/meetup-join/x>\r\n{Line}\r\n" },
    };

    [Theory, MemberData(nameof(Bodies))]
    public void Removing_restores_what_was_there_and_applying_twice_changes_nothing(bool isHtml, string content)
    {
        var body = new EventBody(isHtml, content);
        var once = Apply(body);
        JoinBlock.IsPresent(body).ShouldBeFalse();
        JoinBlock.IsPresent(once).ShouldBeTrue();
        Apply(once).ShouldBe(once);
        JoinBlock.Remove(once).ShouldBe(body);
        JoinBlock.Remove(body).ShouldBe(body);
        JoinBlock.Remove(JoinBlock.Apply(once, Other, JoinBlockTexts.Choose("bg"))).ShouldBe(body);
    }

    [Fact]
    public void Removing_restores_anything()
    {
        string[] parts =
        [
            "<", ">", "</body>", "</html>", "<body>", "<div>", "</div>", "<p class=\"", "\"", "'", "<!--", "-->", "<script>", "</script>", "~.~.", "+~.", "~=", "=~.",
            "\r", "\n", "\r\n", " ", "text", "&nbsp;", "Password: x", "Join this meeting", "____________________", "<br/>", "<a href='", "\ud800", "\u0000", "</", "<o:p>", "=",
        ];
        var random = new Random(20260601);
        for (var run = 0; run < 4_000; run++)
        {
            var content = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => parts[random.Next(parts.Length)]));
            var body = new EventBody(random.Next(3) > 0, content);
            var once = Apply(body);
            JoinBlock.Remove(once).ShouldBe(body);
            Apply(once).ShouldBe(once);
        }
    }

    [Theory, MemberData(nameof(Rewriting.All), MemberType = typeof(Rewriting))]
    public void A_rewritten_block_is_found_and_everything_else_stays(string rewriting)
    {
        var body = new EventBody(true, $"<html><body><div id=\"one\" class=\"a\">Agenda</div>{Teams}<div style=\"x\">Bye</div></body></html>");
        var seen = Apply(body) with { Content = Rewriting.Apply(rewriting, Apply(body).Content) };
        var rewrittenBody = Rewriting.Apply(rewriting, body.Content);
        SameButBlanks(JoinBlock.Remove(seen).Content, rewrittenBody);
        var again = JoinBlock.Apply(seen, Other, English);
        Apply(again).Content.ShouldContain("Bye");
        Marks(again).ShouldBe(2);
        again.Content.ShouldNotContain("ann@example.webex.com");
        SameButBlanks(JoinBlock.Remove(again).Content, rewrittenBody);
    }

    [Fact]
    public void The_block_stands_behind_the_teams_details_and_leaves_them_as_they_are()
    {
        var content = Apply(new(true, $"<html><body><p>Agenda</p>{Teams}</body></html>")).Content;
        content.ShouldContain(Teams);
        content.IndexOf(JoinBlockMarksText, StringComparison.Ordinal).ShouldBeGreaterThan(content.LastIndexOf(Line, StringComparison.Ordinal));
        content.ShouldEndWith("</div></body></html>");
    }

    [Fact]
    public void A_block_that_got_into_the_teams_details_is_moved_out()
    {
        var block = Apply(EventBody.Empty).Content;
        var text = new EventBody(false, $"Agenda\r\n{Line}\r\nJoin <https://teams.microsoft.com/l/meetup-join/x>\r\n{block}\r\nMore\r\n{Line}\r\nBye");
        var moved = Apply(text).Content;
        Marks(new(false, moved)).ShouldBe(2);
        moved.ShouldEndWith(block);
        moved.ShouldContain($"\r\nMore\r\n{Line}\r\nBye");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Copies_of_blocks_of_any_meeting_are_removed_and_one_stays_at_the_first_place(bool isHtml)
    {
        var block = Apply(new(isHtml, "")).Content;
        var foreign = JoinBlock.Apply(new(isHtml, ""), Other, JoinBlockTexts.Choose("bg")).Content;
        var body = new EventBody(isHtml, $"one\r\n{foreign}\r\ntwo\r\n{block}\r\nthree {block}");
        Apply(body).Content.ShouldBe($"one\r\n{block}\r\ntwo\r\n\r\nthree ");
        JoinBlock.Remove(body).Content.ShouldBe("one\r\n\r\ntwo\r\n\r\nthree ");
    }

    [Theory]
    [InlineData("<p>mine {0}", " and mine</p>")]
    [InlineData("<table><tr><td>{0}", "</td></tr></table>")]
    [InlineData("<div>mine</div>{0}", "<div>mine</div>")]
    public void Words_around_the_block_stay_wherever_it_is(string before, string after)
    {
        var block = Apply(new(true, "")).Content;
        var start = before.Replace("{0}", "", StringComparison.Ordinal);
        JoinBlock.Remove(new(true, start + block + after)).Content.ShouldBe(start + after);
    }

    [Fact]
    public void Words_typed_on_the_marks_own_lines_stay()
    {
        var content = Apply(new(true, "<body></body>")).Content;
        var typed = content.Replace(JoinBlockMarksText, "see below: " + JoinBlockMarksText + " read this", StringComparison.Ordinal).Replace("</div></body>", " thanks</div></body>", StringComparison.Ordinal);
        var removed = JoinBlock.Remove(new(true, typed));
        Visible(removed).ShouldBe("see below: read this thanks");
        Marks(JoinBlock.Apply(new(true, typed), Other, English)).ShouldBe(2);
        Visible(JoinBlock.Remove(JoinBlock.Apply(new(true, typed), Other, English))).ShouldBe("see below: read this thanks");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Words_typed_into_the_block_are_kept_below_it(bool isHtml)
    {
        var lineEnd = isHtml ? "</div>" : "\r\n";
        var block = JoinBlock.Apply(new(isHtml, isHtml ? "<body></body>" : ""), Details, English, header: "Our <b>rules</b>", footer: "Helpdesk 123").Content;
        var own = isHtml ? "<div>Bring the <a href=\"https://example.com\">plan</a> & a pen</div>" : "Bring the plan & a pen\r\n";
        var at = block.IndexOf(lineEnd, block.IndexOf("Meeting number", StringComparison.Ordinal), StringComparison.Ordinal) + lineEnd.Length;
        var typed = new EventBody(isHtml, block.Insert(at, own));
        var again = JoinBlock.Apply(typed, Other, English, header: "Our <b>rules</b>", footer: "Helpdesk 123");
        Marks(again).ShouldBe(2);
        again.Content.ShouldNotContain("2550 123 4567");
        Regex.Count(again.Content, "Our .{1,5}b.{1,5}rules").ShouldBe(1);
        Regex.Count(again.Content, "Helpdesk").ShouldBe(1);
        again.Content.IndexOf("Bring the", StringComparison.Ordinal).ShouldBeGreaterThan(again.Content.LastIndexOf("~+", StringComparison.Ordinal));
        if (isHtml) again.Content.ShouldContain("Bring the <a href=\"https://example.com\">plan</a> & a pen");
        JoinBlock.Apply(again, Other, English, header: "Our <b>rules</b>", footer: "Helpdesk 123").ShouldBe(again);
        Visible(JoinBlock.Remove(again)).ShouldBe("Bring the plan & a pen");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_block_without_its_last_line_is_replaced_up_to_the_persons_words(bool isHtml)
    {
        var block = Apply(new(isHtml, "")).Content;
        var cut = isHtml ? block[..block.LastIndexOf("<div", StringComparison.Ordinal)] + "<p>Agenda</p>" : block[..block.LastIndexOf("=~.", StringComparison.Ordinal)] + "Agenda";
        var again = JoinBlock.Apply(new(isHtml, "mine " + cut), Other, English);
        Marks(again).ShouldBe(2);
        again.Content.ShouldNotContain("ann@");
        Visible(JoinBlock.Remove(again)).ShouldBe("mine Agenda");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_block_without_its_first_line_is_replaced_from_the_persons_words_on(bool isHtml)
    {
        var block = Apply(new(isHtml, "")).Content;
        var cut = isHtml ? "<p>Agenda</p>" + block[(block.IndexOf("</div>", StringComparison.Ordinal) + 6)..] : "Agenda" + block[JoinBlockMarksText.Length..];
        var again = JoinBlock.Apply(new(isHtml, cut), Other, English);
        Marks(again).ShouldBe(2);
        again.Content.ShouldNotContain("ann@");
        Visible(JoinBlock.Remove(again)).ShouldBe("Agenda");
    }

    [Fact]
    public void The_halves_of_two_damaged_blocks_do_not_take_the_teams_details_between_them()
    {
        var block = Apply(new(true, "")).Content;
        var first = block[..block.LastIndexOf("<div", StringComparison.Ordinal)];
        var second = block[(block.IndexOf("</div>", StringComparison.Ordinal) + 6)..];
        JoinBlock.Remove(new(true, first + Teams + second)).Content.Trim().ShouldBe(Teams.Trim());
    }

    [Fact]
    public void Html_is_encoded_and_only_links_become_anchors()
    {
        var details = Details with { JoinLink = "javascript:alert(1)", VideoAddress = "\"><img src=x onerror=alert(1)>@x", MeetingNumber = "</div></body>" };
        var block = JoinBlock.Apply(new(true, "<body></body>"), details, English, header: "<b>R&D</b>\nsecond", footer: JoinBlockMarksText + " " + Line);
        using var document = new HtmlParser().ParseDocument(block.Content);
        document.QuerySelectorAll("a, img, script").ShouldBeEmpty();
        document.Body!.TextContent.ShouldContain("<b>R&D</b>");
        document.Body.TextContent.ShouldContain("Password: p<w>\"&'1");
        Marks(block).ShouldBe(2);
        JoinBlock.Remove(block).Content.ShouldBe("<body></body>");
        using var good = new HtmlParser().ParseDocument(Apply(new(true, "")).Content);
        good.QuerySelectorAll("a").Select(anchor => anchor.GetAttribute("href")).ShouldBe(["https://example.webex.com/meet/ann?a=1&b=2", "sip:ann@example.webex.com"]);
    }

    [Fact]
    public void Text_shows_every_detail_in_the_schedulers_language()
    {
        var lines = JoinBlock.Apply(EventBody.Empty, Details, JoinBlockTexts.Choose("bg-BG"), header: "Горе", footer: "Долу").Content.Split("\r\n");
        lines[1..^1].ShouldBe([
            "Горе",
            "Присъединете се към срещата",
            "Връзка за присъединяване: https://example.webex.com/meet/ann?a=1&b=2",
            "Видео адрес: ann@example.webex.com",
            "Номер на срещата: 2550 123 4567",
            "Парола: p<w>\"&'1",
            "Парола за телефони и видеосистеми: 12345678",
            "Телефон: +359 2 000 0000 Bulgaria, toll",
            "Долу",
        ]);
    }

    [Fact]
    public void A_block_that_graph_turned_into_text_is_removed()
    {
        var html = Apply(new(true, "")).Content;
        var text = new HtmlParser().ParseDocument(html.Replace("</a>", "</a>&lt;https://example.webex.com&gt;", StringComparison.Ordinal)).Body!.TextContent;
        JoinBlock.Remove(new(false, "Hello\n\n" + text)).Content.ShouldBe("Hello");
    }

    [Theory]
    [InlineData("bg-BG", null, null, "bg")]
    [InlineData("BG", null, null, "bg")]
    [InlineData("en-GB", "bg", null, "en")]
    [InlineData("fr-FR", "bg", null, "bg")]
    [InlineData("fr-FR", "de", null, "en")]
    [InlineData(null, null, null, "en")]
    [InlineData("en-US", "en", "bg", "bg")]
    [InlineData("bg", "en", "xx", "bg")]
    public void Language(string? locale, string? fallback, string? forced, string expected) =>
        JoinBlockTexts.Choose(locale, fallback, forced).Language.ShouldBe(expected);

    [Fact]
    public void Headers_are_cut_at_1024_characters_between_characters()
    {
        var header = new string('a', 1023) + "👍👍";
        var line = JoinBlock.Apply(EventBody.Empty, Other, English, header).Content.Split("\r\n")[1];
        line.ShouldBe(new string('a', 1023));
    }

    [Theory]
    [InlineData(JoinBlockMarksText + " <div>", 10_000)]
    [InlineData("_", 500_000)]
    [InlineData("<div>", 100_000)]
    [InlineData("<a href=\"", 100_000)]
    [InlineData("\r\n", 100_000)]
    public void A_flood_of_anything_costs_no_more_than_its_length(string part, int count)
    {
        var flood = string.Concat(Enumerable.Repeat(part, count));
        // Linear work takes a fraction of a second, quadratic work takes minutes.
        ThreadTime.Of(() =>
        {
            foreach (var isHtml in new[] { true, false })
                Marks(JoinBlock.Remove(Apply(new(isHtml, flood)))).ShouldBe(0);
        }).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private const string JoinBlockMarksText = "+~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~=";

    private static EventBody Apply(EventBody body) => JoinBlock.Apply(body, Details, English);

    private static int Marks(EventBody body) => Regex.Count(body.Content, @"\+~\.|\.~\+");

    private static void SameButBlanks(string actual, string expected) => Regex.Replace(actual, @"\s+", "").ShouldBe(Regex.Replace(expected, @"\s+", ""));

    private static string Visible(EventBody body)
    {
        var text = body.IsHtml ? new HtmlParser().ParseDocument(body.Content.Replace("</", " </", StringComparison.Ordinal)).Body!.TextContent : body.Content;
        return Regex.Replace(text, @"\s+", " ").Trim();
    }
}
