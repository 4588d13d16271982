using System.Text.RegularExpressions;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.Tests.Invitations;

/// <summary>
/// What editors leave of a block: seeded chance damages the blocks in bodies as they occur, by whole lines and words, as an editor
/// does. Whatever happens inside, the text outside stays to the letter, typed words stay, and never a second block.
/// </summary>
public sealed class JoinBlockMutationTests
{
    private const int Runs = 1_500;
    private const string Header = "Contoso video rules\nSecond <line> & more";
    private const string Footer = "Helpdesk: https://help.contoso.example/video";
    private const string Line = "________________________________________________________________________________";

    private const string BeginMark = "+~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~=";
    private const string EndMark = "=~.~.~.~.~.~.~.~.~.00000000.~.~.~.~.~.~.~+";

    private static readonly JoinDetails s_details = new()
    {
        Platform = MeetingPlatform.Webex, JoinLink = "https://contoso.webex.com/meet/anna", VideoAddress = "anna@contoso.webex.com",
        MeetingNumber = "2550 123 4567", Password = "s3cret", NumericPassword = "12345678", PhoneNumbers = [new("+359 2 000 0000", "Bulgaria")],
    };

    private static readonly JoinDetails s_foreign = new() { Platform = MeetingPlatform.Webex, JoinLink = "https://contoso.webex.com/meet/foreign", MeetingNumber = "2551 999 9999" };

    private static readonly (string Before, string After)[] s_html =
    [
        ("<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\r\n</head>\r\n<body>\r\n<div class=\"elementToProof\" style=\"font-family: Aptos\">Agenda: <b>one</b> &amp; two</div>\r\n",
            "</body>\r\n</html>\r\n"),
        ("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><body lang=EN-US><div class=WordSection1><p class=MsoNormal>Здравейте<o:p></o:p></p></div>",
            "<p class=MsoNormal><img src=\"cid:logo\"><br>--<br>Signature<o:p></o:p></p></body></html>"),
        ($"<html><body><p>Words</p><div><span>{Line}</span></div><div><a href=\"https://teams.microsoft.com/l/meetup-join/19%3ax\">Join</a></div><div><span>{Line}</span></div>",
            "<blockquote>quoted</blockquote></body></html>"),
        ("<table><tr><td>left</td><td>", "</td></tr></table>"),
        ("", ""),
    ];

    private static readonly (string Before, string After)[] s_text =
    [
        ("Agenda\r\n\r\n", "\r\n-- \r\nSignature\r\n"),
        ($"Words\n{Line}\nJoin: https://teams.microsoft.com/l/meetup-join/x\n{Line}\n", "\nlast words"),
        ("", ""),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_is_done_to_a_block_the_text_outside_and_typed_words_survive_and_one_block_remains(bool isHtml)
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var (before, after) = Pick(random, isHtml ? s_html : s_text);
            var typed = new List<string>();
            var block = Damage(Block(random, isHtml), isHtml, random, typed);
            var body = new EventBody(isHtml, before + block + after);

            var applied = Apply(body, random);
            Check(applied, blocks: 1, before, after, typed, $"Apply, seed {seed}: {body.Content}");
            Apply(applied, new Random(seed)).ShouldBe(Apply(Apply(applied, new Random(seed)), new Random(seed)), $"seed {seed}");
            applied.Content.Contains("foreign", StringComparison.Ordinal).ShouldBeFalse($"Apply, seed {seed}: {body.Content}");

            var removed = JoinBlock.Remove(body, [Header, Footer]);
            Check(removed, blocks: 0, before, after, typed, $"Remove, seed {seed}: {body.Content}");
            JoinBlock.Remove(applied, [Header, Footer]).Content.ShouldNotContain("Contoso video rules", customMessage: $"seed {seed}: {body.Content}");
        }
    }

    [Fact]
    public void An_end_mark_after_a_block_that_ends_inside_an_element_leaves_nothing_behind()
    {
        var body = new EventBody(true, $"{BeginMark}<span>x{EndMark}</span>Password: y{EndMark}");

        JoinBlock.Remove(body).Content.ShouldBe("<div>x</div>");
        CheckBlocks(JoinBlock.Apply(body, s_details, JoinBlockTexts.Choose("en")), 1, body.Content);
    }

    [Fact]
    public void Blocks_that_run_into_each_other_through_inline_elements_become_one_or_none()
    {
        string[] pieces =
        [
            BeginMark, EndMark, BeginMark, EndMark, "<span>", "</span>", "<b>", "</b>", "<div>", "</div>", "<o:p></o:p>", "&nbsp;", "<br>", "\r\n",
            "Password: y", "words",
        ];
        for (var seed = 0; seed < 4 * Runs; seed++)
        {
            var random = new Random(seed);
            var chance = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pick(random, pieces)));
            var body = new EventBody(true, Pair(random) + chance + Pair(random));

            CheckBlocks(Apply(body, random), 1, $"Apply, seed {seed}: {body.Content}");
            CheckBlocks(JoinBlock.Remove(body, [Header, Footer]), 0, $"Remove, seed {seed}: {body.Content}");
        }

        string Pair(Random random) => string.Concat(
            Pick(random, pieces), BeginMark, Pick(random, pieces), "x", Pick(random, pieces), EndMark, Pick(random, pieces), "Password: y", EndMark, Pick(random, pieces));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_header_and_footer_in_a_damaged_block_are_no_words_of_a_person(bool isHtml)
    {
        var typed = isHtml ? "<div>Bring a pen</div>" : "Bring a pen\r\n";
        var block = JoinBlock.Apply(new(isHtml, ""), s_details, JoinBlockTexts.Choose("bg"), Header, Footer).Content;
        var at = isHtml ? block.IndexOf("<div style", block.IndexOf("4567", StringComparison.Ordinal), StringComparison.Ordinal) : block.IndexOf("4567", StringComparison.Ordinal) + 6;
        var damaged = new EventBody(isHtml, block.Insert(at, typed));

        var left = JoinBlock.Remove(damaged, [Header, Footer]).Content;

        Visible(left).ShouldBe("Bring a pen");
        var english = JoinBlock.Apply(damaged, s_details, JoinBlockTexts.Choose("en"), earlier: [Header, Footer]);
        english.Content.ShouldNotContain("Helpdesk");
        english.Content.ShouldContain("Bring a pen");
    }

    [Fact]
    public void A_fingerprint_tells_our_block_from_others_and_from_a_damaged_one()
    {
        var ours = JoinBlock.Apply(new(true, "<body><p>Words</p></body>"), s_details, JoinBlockTexts.Choose("en"));
        var fingerprint = JoinBlock.Fingerprint(ours).ShouldNotBeNull();
        JoinBlock.Fingerprint(ours with { Content = Rewriting.Apply("OutlookForWindows", ours.Content) }).ShouldBe(fingerprint);
        JoinBlock.Fingerprint(JoinBlock.Apply(ours, s_foreign, JoinBlockTexts.Choose("en"))).ShouldNotBe(fingerprint);
        JoinBlock.Fingerprint(ours with { Content = ours.Content.Replace("2550", "", StringComparison.Ordinal) }).ShouldBeNull();
        JoinBlock.Fingerprint(ours with { Content = ours.Content + ours.Content }).ShouldBeNull();
        JoinBlock.Fingerprint(new(true, "<p>Words</p>")).ShouldBeNull();
    }

    private static void Check(EventBody body, int blocks, string before, string after, List<string> typed, string what)
    {
        CheckBlocks(body, blocks, what);
        // Line ends at the seam are the block's own separator.
        body.Content.StartsWith(before.TrimEnd('\r', '\n'), StringComparison.Ordinal).ShouldBeTrue($"{what}\n=> {body.Content}");
        body.Content.EndsWith(after.TrimStart('\r', '\n'), StringComparison.Ordinal).ShouldBeTrue($"{what}\n=> {body.Content}");
        foreach (var word in typed)
            Regex.Count(body.Content, word).ShouldBe(1, $"{word}: {what}\n=> {body.Content}");
    }

    private static void CheckBlocks(EventBody body, int blocks, string what)
    {
        Regex.Count(body.Content, @"\+~\.").ShouldBe(blocks, what);
        Regex.Count(body.Content, @"\.~\+").ShouldBe(blocks, what);
    }

    private static EventBody Apply(EventBody body, Random random) => random.Next(2) == 0
        ? JoinBlock.Apply(body, s_details, JoinBlockTexts.Choose("en"), earlier: [Header, Footer])
        : JoinBlock.Apply(body, s_details, JoinBlockTexts.Choose("bg"), earlier: [Header, Footer]);

    /// <summary>Ours, in either language, with or without the organization's words, or another meeting's, or both.</summary>
    private static string Block(Random random, bool isHtml)
    {
        var texts = JoinBlockTexts.Choose(random.Next(2) == 0 ? "en" : "bg");
        var custom = random.Next(2) == 0;
        string Of(JoinDetails details) => JoinBlock.Apply(new(isHtml, ""), details, texts, custom ? Header : null, custom ? Footer : null).Content;
        return random.Next(5) switch
        {
            0 => Of(s_foreign),
            1 => Of(s_details) + (isHtml ? "" : "\r\n") + Of(s_foreign),
            _ => Of(s_details),
        };
    }

    private static string Damage(string block, bool isHtml, Random random, List<string> typed)
    {
        var lines = block.Split("\r\n").ToList();
        for (var times = random.Next(5); times > 0; times--)
        {
            // The first and the last line are left: without any mark nobody can tell a block.
            var at = lines.Count > 2 ? random.Next(1, lines.Count - 1) : -1;
            if (at < 0)
                break;
            switch (random.Next(4))
            {
                case 0 when MayGo(lines[at]):
                    lines.RemoveAt(at);
                    break;
                case 1:
                    var word = $"typed{typed.Count}";
                    typed.Add(word);
                    lines.Insert(at, isHtml ? $"<div>{word} <a href=\"https://example.com\">x</a></div>" : $"{word} more");
                    break;
                case 2 when MayGo(lines[at]):
                    lines.Insert(at, lines[at]);
                    break;
                case 3 when isHtml:
                    lines[at] = Regex.Replace(lines[at], "<div [^>]*>", "<div class=\"x\">");
                    break;
                default:
                    lines.Insert(at, isHtml ? "<div><br></div>" : "");
                    break;
            }
        }
        return string.Join("\r\n", lines);
    }

    private static bool MayGo(string line) => !line.Contains("~.", StringComparison.Ordinal) && !line.Contains("typed", StringComparison.Ordinal);

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static string Visible(string text) => Regex.Replace(Regex.Replace(text, "<[^>]*>", " "), @"\s+", " ").Trim();
}
