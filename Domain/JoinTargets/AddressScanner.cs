using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>Finds what has the form of a SIP or H.323 address in running text. Mail addresses have the same form.</summary>
internal static class AddressScanner
{
    private const int LongestPart = 253;
    private const int LongestNumberedHost = 47;
    private static readonly SearchValues<char> s_numberedSigns = SearchValues.Create("0123456789abcdefABCDEF:.");
    private const string UserSigns = "._+-=~#*!$&%";
    private static readonly string[] s_schemes = ["sips", "sip", "h323", "mailto"];

    /// <summary>The addresses of a text in their order.</summary>
    /// <param name="text">Folded text in which links are blanked out.</param>
    public static IEnumerable<AddressCandidate> Find(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var candidate = text[i] switch
            {
                '@' => At(text, i),
                ':' => Plain323(text, i),
                _ => null,
            };
            if (candidate is not null) yield return candidate;
        }
    }

    private static AddressCandidate? At(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start <= LongestPart && IsUserCharacter(text[start - 1])) start--;
        var scheme = SchemeBefore(text, start);
        while (start < at && !char.IsAsciiLetterOrDigit(text[start]) && !IsPhoneNumber(text, start, scheme)) start++;
        var number = scheme is "sip" or "sips" ? NumberedHost(text, at + 1) : "";
        var end = number.Length > 0 ? at + 1 + number.Length : HostEnd(text, at + 1);
        if (start == at || scheme is null || (end < text.Length && text[end] == '@')) return null;
        var host = text[(at + 1)..end].ToLowerInvariant();
        if (scheme.Length > 0 && end < text.Length && char.IsLetter(text[end]) && InternationalHost.Find(text, at + 1, out var last) is { } international)
            (host, end) = (international, last);
        if (number.Length == 0 && (!host.Contains('.', StringComparison.Ordinal) || host.StartsWith('.'))) return null;
        return new AddressCandidate(start, scheme, text[start..at], host, $"{text[start..at]}@{host}", scheme.Length > 0 ? Port(text, end) : "");
    }

    // "[2001:db8::1]", or empty.
    private static string NumberedHost(string text, int start)
    {
        if (start >= text.Length || text[start] != '[') return "";
        var length = text.AsSpan(start, Math.Min(LongestNumberedHost, text.Length - start)).IndexOf(']') + 1;
        return length > 0 && text.AsSpan(start + 1, length - 2) is var inner && inner.ContainsAnyExcept(s_numberedSigns) is false
            && IPAddress.TryParse(inner, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? text.Substring(start, length) : "";
    }

    // "sip:+35921234567@": the plus belongs to the number.
    private static bool IsPhoneNumber(string text, int at, string? scheme) =>
        scheme?.Length > 0 && text[at] == '+' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);

    // ":5061", or empty.
    private static string Port(string text, int at)
    {
        if (at == text.Length || text[at] != ':') return "";
        var end = at + 1;
        while (end < text.Length && end - at <= 6 && char.IsAsciiLetterOrDigit(text[end])) end++;
        return ushort.TryParse(text.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? text[at..end] : "";
    }

    // "h323:10.0.0.1##1234": an H.323 address needs no user part.
    private static AddressCandidate? Plain323(string text, int colon)
    {
        if (SchemeBefore(text, colon + 1) != "h323") return null;
        var start = colon + 1;
        var end = start;
        // Bounded: a text that repeats the scheme a hundred thousand times must not be walked for each of them.
        while (end < text.Length && end - start <= LongestPart && (IsUserCharacter(text[end]) || text[end] is '@' or ':')) end++;
        var address = text[start..end].TrimEnd('.', ':', '!', '*');
        if (address.Contains('@', StringComparison.Ordinal)) return null;
        var host = text[start..HostEnd(text, start)].ToLowerInvariant();
        return host.Contains('.', StringComparison.Ordinal) ? new AddressCandidate(start, "h323", "", host, address, "") : null;
    }

    // Empty without a scheme; null after one that is no way to dial ("im:sip:", "tel:", "xmpp:").
    private static string? SchemeBefore(string text, int start)
    {
        var end = start;
        if (end >= 2 && text[end - 1] == '/' && text[end - 2] == '/') end -= 2;
        var spaced = end >= 2 && text[end - 1] == ' ' && text[end - 2] == ':';
        if (spaced) end--;
        if (end == 0 || text[end - 1] != ':') return "";
        foreach (var scheme in s_schemes)
        {
            var from = end - 1 - scheme.Length;
            if (from < 0 || string.Compare(text, from, scheme, 0, scheme.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
            if (from > 0 && (char.IsLetterOrDigit(text[from - 1]) || (text[from - 1] == ':' && IsScheme(text, from - 1)))) return null;
            // "Mailto: " with a space is prose, "SIP: " is how people label an address.
            return spaced && scheme != "sip" ? "" : scheme;
        }
        return spaced || !IsScheme(text, end - 1) ? "" : null;
    }

    // A word and a colon right before the address, as in "im:ann@example.com"; "Dial:5@x.example" is prose.
    private static bool IsScheme(string text, int colon)
    {
        string[] others = ["im", "tel", "callto", "xmpp", "skype", "conf", "smtp", "email", "e-mail"];
        return others.Any(o => colon >= o.Length && string.Compare(text, colon - o.Length, o, 0, o.Length, StringComparison.OrdinalIgnoreCase) == 0);
    }

    private static int HostEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start <= LongestPart && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-')) end++;
        while (end > start && text[end - 1] is '.' or '-') end--;
        return end;
    }

    private static bool IsUserCharacter(char c) => char.IsAsciiLetterOrDigit(c) || UserSigns.Contains(c, StringComparison.Ordinal);
}

/// <summary>Something of the form user@host.</summary>
/// <param name="Position">Where it begins in the text, after a scheme.</param>
/// <param name="Scheme">sip, sips, h323, mailto, or empty.</param>
/// <param name="User">May be empty for H.323.</param>
/// <param name="Host">In lower case.</param>
/// <param name="Address">User and host, without scheme.</param>
/// <param name="Port">":5061" where the text names one behind an address with a scheme, else empty.</param>
internal sealed record AddressCandidate(int Position, string Scheme, string User, string Host, string Address, string Port);
