using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace HybridCalendar.Gateway.Connectors;

/// <summary>The machine that a connector runs on, by which it is known.</summary>
internal static partial class ConnectorHosts
{
    private const int Longest = 253;

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"\A[a-z0-9.-]{1,253}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id { get; }

    /// <summary>What is wrong with a host, as the end of a sentence; null when nothing is.</summary>
    public static string? FindProblem(string host)
    {
        if (IsAddress(host))
            return null;
        if (host.Any(char.IsAsciiLetterUpper))
            return $"has capital letters: connectors are told apart by the name letter for letter, so set the machine's host name to {SmallLetters(host)} and use that.";
        return host.Length <= Longest && Name.IsMatch(host) && !char.IsAsciiDigit(host[^1])
            ? null
            : "must be a fully qualified host name such as connector.company.com, or an IP address.";
    }

    /// <summary>The id of the connector on a host.</summary>
    public static string IdOf(string host) => SmallLetters(host).Replace(':', '-');

    public static bool IsId(string id) => Id.IsMatch(id);

    private static bool IsAddress(string host) => IPAddress.TryParse(host, out var address)
        // Of "10.1" a system makes 10.0.0.1, which nobody means.
        && (address.AddressFamily == AddressFamily.InterNetworkV6 ? !host.Contains('%') && !host.Contains('[') : address.ToString() == host);

#pragma warning disable CA1308 // Host names are written in small letters.
    private static string SmallLetters(string host) => host.ToLowerInvariant();
#pragma warning restore CA1308
}
