using System.Text.RegularExpressions;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Invitations;

namespace HybridCalendar.Connector.Booking;

/// <summary>Finds out of a saved conference how to join it: newer versions of TMS say it in fields, older ones only in their text.</summary>
internal static partial class JoinReader
{
    /// <param name="conference">The conference with all its details.</param>
    /// <param name="phones">The bridge's telephone numbers.</param>
    /// <returns>Null when there is nothing to dial.</returns>
    public static ConferenceJoin? Read(TmsConference conference, IReadOnlyList<PhoneNumber> phones)
    {
        var text = conference["ConferenceInfoText"] ?? "";
        var sip = First(Bare(conference["JoinUri"] ?? ""), SipAddress().Match(text).Groups["address"].Value, PlainAddress().Match(text).Value);
        var h323 = H323Address().Match(text).Groups["address"].Value;
        if (sip.Length == 0 && h323.Length == 0)
            return null;
        var number = (sip.Length > 0 ? sip : h323).Split('@')[0];
        return new ConferenceJoin
        {
            SipAddress = sip,
            H323Address = h323,
            WebLink = Uri.TryCreate(conference["JoinUrl"], UriKind.Absolute, out var link) && link.Scheme == "https" ? link.AbsoluteUri : "",
            NumericId = number.All(char.IsAsciiDigit) ? number : "",
            Passcode = First(conference["Password"] ?? "", conference["SecretCode"] ?? ""),
            PhoneNumbers = phones,
        };
    }

    private static string Bare(string address)
    {
        var bare = address.Trim();
        if (bare.StartsWith("sip:", StringComparison.OrdinalIgnoreCase))
            bare = bare[4..];
        return bare.Contains(':', StringComparison.Ordinal) || bare.Contains(' ', StringComparison.Ordinal) ? "" : bare;
    }

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
                return text;
        }
        return "";
    }

    [GeneratedRegex(@"\bsip:(?<address>[\w.+-]+@[\w.-]*\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SipAddress();

    [GeneratedRegex(@"\bh323:(?<address>[\w.@+-]*\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex H323Address();

    /// <summary>A number at a domain: no mail address is only digits.</summary>
    [GeneratedRegex(@"(?<![\w.@+-])\d+@[\w.-]*\w", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlainAddress();
}
