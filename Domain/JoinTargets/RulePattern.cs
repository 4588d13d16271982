using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>How the patterns of rules run: without backtracking, in time linear in the text, whoever wrote pattern and text.</summary>
internal static class RulePattern
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // Only a guard; a match takes microseconds.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static Regex Compile(string text) => new(text, Options, Timeout);
}
