using System.Text;

namespace HybridCalendar.EndToEnd.Tests.Premises;

/// <summary>The ways in which a text can be written that is not encrypted.</summary>
internal static class Disguises
{
    /// <summary>As bytes read as Latin 1: plain, percent-encoded, in hexadecimal and in base64, each in UTF-8 and UTF-16.</summary>
    public static IEnumerable<string> Of(string text) =>
        ((byte[][])[Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)])
        .SelectMany(bytes => (string[])
            [Encoding.Latin1.GetString(bytes), Convert.ToHexString(bytes), .. Enumerable.Range(0, 3).Select(before => Base64(bytes, before))])
        .SelectMany(way => (string[])[way, way.Replace('+', '-').Replace('/', '_')])
        .Append(Uri.EscapeDataString(text))
        .Distinct();

    /// <summary>What of the base64 of a longer text depends on these bytes alone, when so many others stand before them.</summary>
    private static string Base64(byte[] bytes, int before)
    {
        byte[] all = [.. new byte[before], .. bytes];
        return Convert.ToBase64String(all)[(before == 0 ? 0 : before + 1)..(all.Length * 4 / 3)];
    }
}
