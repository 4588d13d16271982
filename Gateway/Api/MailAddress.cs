using System.Text.RegularExpressions;

namespace HybridCalendar.Gateway.Api;

/// <summary>Mail addresses as Exchange Online allows them for mailboxes: RFC 5321 without quoted local parts and address literals.</summary>
internal static partial class MailAddress
{
    private const int LongestLocalPart = 64;
    private const int LongestDomain = 255;

    [GeneratedRegex(@"\A[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LocalPart { get; }

    [GeneratedRegex(@"\A[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Domain { get; }

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? FindProblem(string mail)
    {
        var at = mail.LastIndexOf('@');
        if (at < 0)
            return "A mail address needs an @, such as ann@company.com.";
        var (local, domain) = (mail[..at], mail[(at + 1)..]);
        if (local.Length is 0 or > LongestLocalPart || !LocalPart.IsMatch(local))
            return $"Before the @ of a mail address stand 1 to {LongestLocalPart} letters, digits or signs such as . - _ ' +, and no dot first, last or twice.";
        return domain.Length > LongestDomain || !Domain.IsMatch(domain)
            ? "Behind the @ of a mail address stands a domain such as company.com."
            : null;
    }
}
