using System.Text.Json;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Gateway.Explain;

/// <summary>Runs an event through the same rules as the grains do.</summary>
/// <param name="rules">The join rules.</param>
/// <param name="from">Start of the window of occurrences.</param>
/// <param name="to">End of the window, exclusive.</param>
/// <param name="max">At most so many occurrences.</param>
internal sealed class EventExplainer(JoinRuleSet rules, Instant from, Instant to, int max)
{
    private static readonly InstantPattern s_stamp = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'Z'");

    public Explanation Explain(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return Explanation.Of("An event is a JSON object; this is something else.");
        var warnings = new List<string>();
        var meeting = GraphEventReader.Read(json, warnings);
        var keyword = FindKeyword(meeting, warnings);
        var search = JoinTargetFinder.Find(meeting, rules);
        warnings.AddRange(search.Warnings);
        warnings.AddRange(search.Refused.Select(refused => $"Refused in the {Name(refused.FoundIn)}: {refused.Reason}"));
        var occurrences = Occurrences.Of(meeting, from, to, max);
        warnings.AddRange(occurrences.Warnings);
        if (occurrences.Truncated)
            warnings.Add($"There are more occurrences than the {max} shown.");
        return new Explanation(
            meeting.Id.Length == 0 ? null : meeting.Id,
            keyword,
            search.Target is { } target ? Describe(target) : null,
            [.. occurrences.Items.Select(item => new ExplainedOccurrence(s_stamp.Format(item.Start), s_stamp.Format(item.End)))],
            [.. warnings.Distinct()]);
    }

    private static ExplainedKeyword? FindKeyword(CalendarEvent meeting, List<string> warnings)
    {
        if (KeywordFinder.Find(meeting.Location) is not { } match)
            return null;
        if (match.UnknownModifier is { } unknown)
            warnings.Add($"The modifier ':{unknown}' is none that we know; the keyword counts without it.");
        var action = KeywordActions.Resolve(match, new KeywordSettings());
        var modifier = match.Modifier == KeywordModifier.None ? null : match.Modifier.ToString().ToLowerInvariant();
        return new ExplainedKeyword("@" + match.Keyword.ToString().ToLowerInvariant(), modifier, CamelCase(action.ToString()));
    }

    private static ExplainedTarget Describe(JoinTarget target) =>
        new(target.Address, target.Protocol.ToString(), target.Platform.ToString(), target.Rule, Name(target.FoundIn));

    private static string Name(FoundIn place) => CamelCase(place.ToString());

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
