using System.Text.Json;
using System.Text.RegularExpressions;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Tests.Admin.Sources;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>Whatever sentence somebody adds that a page may show, it has to have its Bulgarian.</summary>
public sealed partial class SpokenSentencesTests
{
    /// <summary>Parts of sentences that are put together; <see cref="What_is_put_together_is_known_as_a_whole"/> has the wholes.</summary>
    private static readonly string[] s_parts =
    [
        "{0}: the meeting of {1}", "gets a Join button by rule {0}.", "gets no Join button. {0} {1}", "daily pass of {0}.", "next daily pass.",
        "{0}: {1} meetings ask for join details, or offer something to join.",
        "Join rules: {0}, field '{1}' {2}.", "is no usable pattern: {0}", "{0} refuses: {1}", "TMS holds {0} {1} of the meeting as defective: {2}", "TMS holds the meeting without {0}: {1}{2}{3}",
    ];

    [GeneratedRegex(@"(?<=\.)\s*(\{\d\}\s*)+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Appended { get; }

    [GeneratedRegex(@"\{\d\}$")]
    private static partial Regex LastHole { get; }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole { get; }

    [Fact]
    public void Every_sentence_that_a_page_may_show_has_its_Bulgarian()
    {
        var sentences = SpokenSentences.Find().Where(sentence => !s_parts.Contains(sentence.Text)).Distinct().ToList();
        sentences.Count.ShouldBeGreaterThan(300);
        sentences.Where(sentence => !IsKnown(Fill(sentence.Text))).Select(sentence => $"{sentence.File}: {sentence.Text}")
            .ShouldBeEmpty("Add them to Gateway/Admin/Sentences.bg.json.");
    }

    [Fact]
    public void Every_reason_of_the_default_rules_has_its_Bulgarian()
    {
        foreach (var reason in ReasonsOfRules())
            Sentences.Bulgarian.Translate(reason).ShouldNotBeNull(reason);
    }

    [Theory]
    [InlineData("New: the meeting of 2026-05-04 06:00:00Z gets a Join button by rule zoom.", "правило zoom")]
    [InlineData("Changed: the meeting of 2026-05-04 06:00:00Z gets no Join button. Join details were asked for and refused. Webex refuses: meetings.create: Webex answered 403 (tracking id A-1).", "Webex отговори 403")]
    [InlineData("New: the series that ends 2026-05-04 06:00:00Z waits beyond the horizon; the daily pass of 2026-06-01 takes it up.", "серията до 2026-05-04 06:00:00Z чака")]
    [InlineData("The organizer changed the meeting: title, times, rooms.", "заглавие, часове, стаи")]
    [InlineData("The whole calendar was read: 3 meetings ask for join details, or offer something to join.", "Целият календар")]
    [InlineData("The calendar was read, but for the parts that Office 365 does not give: 3 meetings ask for join details, or offer something to join.", "3 срещи")]
    [InlineData("The meeting starts beyond the horizon: its join details are got by the next daily pass.", "следващата")]
    [InlineData("Office 365 refuses: event.patch: Graph answered 403 ErrorAccessDenied (request-id 7).", "Graph отговори 403")]
    [InlineData("TMS holds 2 bookings of the meeting as defective: an invited room is taken by another conference in TMS.", "заета от друга конференция")]
    [InlineData("TMS holds 1 booking of the meeting as defective: TMS found no route or no free port on the bridge.", "свободен порт")]
    [InlineData("TMS holds the meeting without the systems 3, 4: TMS cannot reach its database. The meeting runs: TMS keeps its start.", "системите 3, 4")]
    [InlineData("Join from 2026-05-04 05:55:00Z, found by rule webex. Rila Panel: Not connected. Board: Does not take the list. Webex refuses the list (Busy).", "Rila Panel: Не е свързано.")]
    [InlineData("The authority CN=Root, O=Company, trusted for TMS, counts until 2026-05-04 06:00:00Z: trust its successor before, and take it off the trust list when TMS does not need it any more.", "CN=Root, O=Company")]
    [InlineData("A meeting was booked but could not be taken out again: TMS cannot be reached (ConnectionError).", "не можа да бъде отменена: TMS не може")]
    [InlineData("mail is no mail address. A mail address needs an @, such as ann@company.com.", "Имейл адресът има @")]
    [InlineData("Join rules: 'our-bridge', field 'hosts' has 'a b', which is no host pattern.", "our-bridge")]
    public void What_is_put_together_is_known_as_a_whole(string english, string part)
    {
        var told = Sentences.Bulgarian.Translate(english).ShouldNotBeNull();
        told.ShouldContain(part);
        Regex.IsMatch(told, @"\b(the|is|was|of|not)\b").ShouldBeFalse(told);
    }

    [Fact]
    public void Texts_in_sources_are_found_as_the_compiler_reads_them() => StringLiterals.Read(
        """
        // "No text."
        var a = "One \"two\" three."; /* "none" */ var b = @"A ""quoted"" word."; var c = '"';
        var d = $"So {{many}} {(x > 1 ? "things {a}" : $"thing {y:u}")} are " + "here" + $" and {z}.";
        """).Select(literal => literal.Text).ShouldBe(
        ["One \"two\" three.", "A \"quoted\" word.", "So {many} {0} are here and {1}.", "things {a}", "thing {0}"], ignoreOrder: true);

    /// <summary>What is put in is a number; at the end it is a sentence, or nothing after one.</summary>
    private static string Fill(string text) => Hole.Replace(LastHole.Replace(Appended.Replace(text, ""), "7."), "7");

    /// <summary>What begins with a small letter follows the name of a field, or stands in another sentence.</summary>
    private static bool IsKnown(string text) =>
        Sentences.Bulgarian.Translate(text) is not null || char.IsAsciiLetterLower(text[0]) && Sentences.Bulgarian.Translate($"field {text}") is not null;

    private static IEnumerable<string> ReasonsOfRules()
    {
        using var resource = typeof(JoinRuleSet).Assembly.GetManifestResourceStream("default-join-rules.json")!;
        using var rules = JsonDocument.Parse(resource, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return [.. rules.RootElement.GetProperty("refuse").EnumerateArray().Select(refusal => refusal.GetProperty("reason").GetString()!).Distinct()];
    }
}
