using System.Globalization;
using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>Reads a host name with letters beyond ASCII (<c>фирма.бг</c>, <c>müller.example</c>) in the form that devices dial.</summary>
internal static partial class InternationalHost
{
    private const int LongestHost = 253;
    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = true };

    /// <summary>The host that begins at <paramref name="start"/>, as Punycode; null when there is none, or it cannot be a host.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="start">Where the host begins.</param>
    /// <param name="end">Behind its last character.</param>
    public static string? Find(string text, int start, out int end)
    {
        var match = Host().Match(text, start, Math.Min(LongestHost, text.Length - start));
        end = match.Index + match.Length;
        if (!match.Success) return null;
        try
        {
            return s_idn.GetAscii(match.Value).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // A hyphen in a wrong place, or a label that grows too long: text that only looks like a host.
            return null;
        }
    }

    // Latin names may stand below Greek or Cyrillic ones, never the other way: "acme.com.Моля" is a host and the next sentence.
    [GeneratedRegex(@"^((?:[\u0370-\u04ff0-9-]+\.)*(?:[a-z0-9\u00c0-\u024f-]+\.)*[a-z0-9\u00c0-\u024f][a-z0-9\u00c0-\u024f-]*|(?:[\u0370-\u04ff0-9-]+\.)+[\u0370-\u04ff]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Host();
}
