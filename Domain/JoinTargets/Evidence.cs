using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>What the rest of an event says about a meeting: numbers and passcodes that stand apart from the link.</summary>
internal sealed class Evidence(IReadOnlyList<Place> places)
{
    private const int MaxMatches = 50;
    private readonly Dictionary<RulePattern, bool> _present = [];
    private readonly Dictionary<(RulePattern, Place), IReadOnlyList<Match>> _matches = [];

    /// <summary>Whether the pattern occurs anywhere in the event.</summary>
    public bool Has(RulePattern pattern)
    {
        if (!_present.TryGetValue(pattern, out var present)) _present[pattern] = present = places.Any(p => pattern.IsMatch(p.Evidence));
        return present;
    }

    /// <summary>
    /// Adds what the pattern captures to the values: from the candidate's own place, best behind it, else from the others.
    /// A match that contradicts a known value speaks of another meeting and is passed over.
    /// </summary>
    public void Add(RulePattern fact, Place place, int position, Dictionary<string, string> values)
    {
        var own = Matches(fact, place);
        var ordered = own.Where(m => m.Index >= position).Concat(own.Where(m => m.Index < position)).Concat(places.Where(p => p != place).SelectMany(p => Matches(fact, p)));
        if (ordered.FirstOrDefault(m => Agrees(m, values)) is { } match) Take(match, values);
    }

    public static void Take(Match match, Dictionary<string, string> values)
    {
        foreach (var (name, value) in Captured(match)) values.TryAdd(name, value);
    }

    private static bool Agrees(Match match, Dictionary<string, string> values) =>
        Captured(match).All(c => !values.TryGetValue(c.Name, out var known) || known.Equals(c.Value, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string Name, string Value)> Captured(Match match)
    {
        foreach (Group group in match.Groups)
            if (group.Success && !char.IsAsciiDigit(group.Name[0])) yield return (group.Name, Compact(group.Value));
    }

    // People group the digits of a number: "876 5432 1098".
    private static string Compact(string value) =>
        value.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '\t') ? string.Concat(value.Where(char.IsAsciiDigit)) : value;

    private IReadOnlyList<Match> Matches(RulePattern fact, Place place)
    {
        if (!_matches.TryGetValue((fact, place), out var matches)) _matches[(fact, place)] = matches = [.. fact.Matches(place.Evidence).Take(MaxMatches)];
        return matches;
    }
}
