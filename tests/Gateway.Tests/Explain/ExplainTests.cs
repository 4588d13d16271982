using System.Text;
using System.Text.Json;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Gateway.Explain;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Explain;

/// <summary>What goes in and what comes out, byte for byte where it matters.</summary>
public sealed class ExplainTests
{
    private const string Weekly = """
        {"id":"w","type":"seriesMaster","location":{"displayName":"Rila; @MEET:onetime"},
         "body":{"contentType":"html","content":"<p>or <a href=\"https://meet.google.com/abc-defg-hij\">this</a></p>"},
         "start":{"dateTime":"2027-03-22T09:00:00.0000000","timeZone":"FLE Standard Time"},
         "end":{"dateTime":"2027-03-22T09:30:00.0000000","timeZone":"FLE Standard Time"},
         "recurrence":{"pattern":{"type":"weekly","interval":1,"daysOfWeek":["monday"]},
                       "range":{"type":"noEnd","startDate":"2027-03-22","recurrenceTimeZone":"FLE Standard Time"}},
         "exceptionOccurrences":[{"id":"x","type":"exception","originalStart":"2027-04-05T06:00:00Z",
            "start":{"dateTime":"2027-04-06T08:00:00","timeZone":"UTC"},"end":{"dateTime":"2027-04-06T08:30:00","timeZone":"UTC"}}],
         "cancelledOccurrences":["OID.w.2027-04-12"]}
        """;

    [Fact]
    public async Task A_series_is_explained_with_its_exceptions_in_utc_across_the_change_of_offset()
    {
        var line = await ExplainAsync(Weekly, lines: false, max: 4);
        line.ShouldBe(
            """{"id":"w","keyword":{"keyword":"@meet","modifier":"onetime","action":"oneTimeMeeting"},"""
            + "\"joinTarget\":" + """{"address":"https://meet.google.com/abc-defg-hij","protocol":"WebRTC","platform":"GoogleMeet","rule":"meet","foundIn":"body"},"""
            + "\"occurrences\":" + """[{"start":"2027-03-22T07:00:00Z","end":"2027-03-22T07:30:00Z"},{"start":"2027-03-29T06:00:00Z","end":"2027-03-29T06:30:00Z"},"""
            + """{"start":"2027-04-06T08:00:00Z","end":"2027-04-06T08:30:00Z"},{"start":"2027-04-19T06:00:00Z","end":"2027-04-19T06:30:00Z"}],"""
            + "\"warnings\":[\"There are more occurrences than the 4 shown.\"]}\n");
    }

    [Fact]
    public async Task A_window_limits_the_occurrences()
    {
        var line = await ExplainAsync(Weekly, lines: false, from: Instant.FromUtc(2027, 3, 29, 6, 0), to: Instant.FromUtc(2027, 4, 6, 8, 0));
        Starts(line).ShouldBe(["2027-03-29T06:00:00Z"]);
    }

    [Fact]
    public async Task An_array_and_a_graph_page_give_a_line_for_each_event()
    {
        (await ExplainAsync("""[{"id":"a"},{"id":"b"}]""", lines: false)).Split('\n')[..^1].Select(Id).ShouldBe(["a", "b"]);
        (await ExplainAsync("\uFEFF{\"value\":[{\"id\":\"a\"},{\"id\":\"b\"}]}", lines: false)).Split('\n')[..^1].Select(Id).ShouldBe(["a", "b"]);
        (await ExplainAsync("[]", lines: false)).ShouldBe("");
    }

    [Fact]
    public async Task Every_line_gets_a_line_whatever_it_holds()
    {
        var output = await ExplainAsync("{\"id\":\"1\"}\nnonsense\n\n[{\"id\":\"2\"}]\n{\"id\":\"3\"}", lines: true);
        var answers = output.Split('\n')[..^1];
        answers.Length.ShouldBe(5);
        answers.Select(Id).ShouldBe(["1", null, null, null, "3"]);
        answers[1].ShouldContain("line 2");
        answers[2].ShouldContain("Line 3 is empty");
        answers.ShouldAllBe(answer => JsonDocument.Parse(answer, default).RootElement.GetProperty("occurrences").ValueKind == JsonValueKind.Array);
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_the_next_line()
    {
        using var input = new StepReader();
        using var output = new MemoryStream();
        var run = ExplainCommand.RunAsync(Explainer(), true, input, output, CancellationToken.None);
        input.Give("{\"id\":\"1\"}");
        await input.WantsMore();
        Encoding.UTF8.GetString(output.ToArray()).ShouldStartWith("{\"id\":\"1\"");
        input.Give(null);
        await run;
    }

    [Fact]
    public async Task Half_a_surrogate_pair_and_deep_nesting_are_survived()
    {
        Id((await ExplainAsync("{\"id\":\"\\ud800\",\"subject\":\"\\udfff\"}", lines: true)).TrimEnd()).ShouldNotBeNull();
        Id((await ExplainAsync(new string('[', 5000), lines: true)).TrimEnd()).ShouldBeNull();
    }

    private static EventExplainer Explainer(Instant? from = null, Instant? to = null, int max = 100) =>
        new(JoinRuleSet.Default, from ?? Instant.FromUtc(1, 1, 2, 0, 0), to ?? Instant.FromUtc(9999, 12, 31, 0, 0), max);

    private static async Task<string> ExplainAsync(string input, bool lines, Instant? from = null, Instant? to = null, int max = 100)
    {
        using var output = new MemoryStream();
        await ExplainCommand.RunAsync(Explainer(from, to, max), lines, new StringReader(input), output, CancellationToken.None);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.ToArray());
    }

    private static string? Id(string line) => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString();

    private static IEnumerable<string?> Starts(string line) =>
        JsonDocument.Parse(line).RootElement.GetProperty("occurrences").EnumerateArray().Select(item => item.GetProperty("start").GetString());
}
