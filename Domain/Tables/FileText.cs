using System.Text;

namespace HybridCalendar.Domain.Tables;

/// <summary>Text of a file that a person saved, in whichever encoding their program chose.</summary>
public static class FileText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The text without a byte order mark; null when it is neither UTF-8 nor UTF-16.</returns>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => s_strict.GetString(bytes[3..]),
                [0xFF, 0xFE, ..] => Utf16(bigEndian: false, bytes[2..]),
                [0xFE, 0xFF, ..] => Utf16(bigEndian: true, bytes[2..]),
                // A table begins with a letter or a quote: a zero beside it tells UTF-16 without a mark.
                [not 0, 0, ..] => Utf16(bigEndian: false, bytes),
                [0, not 0, ..] => Utf16(bigEndian: true, bytes),
                _ => s_strict.GetString(bytes),
            };
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Utf16(bool bigEndian, ReadOnlySpan<byte> bytes) =>
        new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes);
}
