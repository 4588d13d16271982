using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Grains.Series;

/// <summary>Short digests by which a series recognizes what it has seen, and itself in Webex.</summary>
internal static class SeriesDigest
{
    /// <summary>What the join details of an action depend on: when it changes, Webex is asked again.</summary>
    public static string OfShape(MeetingSighting seen, KeywordAction? action) => action switch
    {
        KeywordAction.PersonalRoom => Digest(seen.Site ?? seen.DefaultSite, seen.PersonalRoomLink),
        KeywordAction.Space => Digest(string.Join(';', seen.Invitees)),
        KeywordAction.OneTimeMeeting when SightingTimes.MovedBeyond(seen) is { } end =>
            Digest(seen.Subject, seen.Start, seen.End, seen.TimeZone, seen.Recurrence, seen.Site ?? seen.DefaultSite, end),
        _ => Digest(seen.Subject, seen.Start, seen.End, seen.TimeZone, seen.Recurrence, seen.Site ?? seen.DefaultSite),
    };

    public static string OfTarget(FoundTarget? found) => found is null ? "" : Digest(found.Address, found.Protocol, found.Rule);

    /// <summary>The tag under which Webex finds what was made for a series: letters and digits, less than 64.</summary>
    public static string Tag(string iCalUId) => $"hc{Digest(iCalUId)}";

    private static string Digest(params object?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts))).AsSpan(0, 16));
}
