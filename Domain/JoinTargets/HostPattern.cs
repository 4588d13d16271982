using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>The form of the host patterns that <see cref="HostIndex{T}"/> understands.</summary>
internal static partial class HostPattern
{
    public static bool IsValid(string pattern) => Form().IsMatch(pattern);

    [GeneratedRegex(@"^(\*?\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
