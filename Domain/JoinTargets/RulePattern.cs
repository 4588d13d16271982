using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>
/// A pattern of a rule. It runs without backtracking, in time linear in the text, whoever wrote pattern and text. Made ready when it
/// is first needed: that costs milliseconds and half a megabyte, and most rules are for services that an organization never meets.
/// </summary>
internal sealed class RulePattern
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // Only a guard; a match takes microseconds.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);
    private readonly Lazy<Regex> _regex;

    /// <exception cref="ArgumentException">The text is no regular expression.</exception>
    public RulePattern(string text)
    {
        GroupNames = new Regex(text, Options, s_timeout).GetGroupNames();
        _regex = new Lazy<Regex>(() => Make(text));
    }

    public IReadOnlyList<string> GroupNames { get; }

    /// <exception cref="NotSupportedException">The pattern cannot run without backtracking.</exception>
    public static void Check(string text) => Make(text);

    public bool IsMatch(string text) => _regex.Value.IsMatch(text);

    public Match Match(string text) => _regex.Value.Match(text);

    public IEnumerable<Match> Matches(string text) => _regex.Value.Matches(text);

    private static Regex Make(string text) => new(text, Options | RegexOptions.NonBacktracking, s_timeout);
}
