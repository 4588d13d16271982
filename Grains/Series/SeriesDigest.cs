using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HybridCalendar.Grains.Series;

/// <summary>Short digests by which a series recognizes what it has seen, and itself in Webex.</summary>
internal static class SeriesDigest
{
    /// <summary>What a Webex meeting or a personal room depends on.</summary>
    public static string OfShape(MeetingSighting seen) => Digest(
        seen.Subject, seen.Start, seen.End, seen.TimeZone, seen.Recurrence, seen.Site, seen.PersonalRoomLink, string.Join(';', seen.Invitees));

    public static string OfTarget(FoundTarget? found) => found is null ? "" : Digest(found.Address, found.Protocol, found.Rule);

    /// <summary>The tag under which Webex finds what was made for a series: letters and digits, less than 64.</summary>
    public static string Tag(string iCalUId) => $"hc{Digest(iCalUId)}";

    private static string Digest(params object?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts))).AsSpan(0, 16));
}
