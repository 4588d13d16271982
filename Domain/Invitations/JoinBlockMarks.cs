using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace HybridCalendar.Domain.Invitations;

/// <summary>
/// The two lines between which our block stands. They are visible text, because that is all that survives: Exchange strips
/// comments, Outlook on the web renames classes and ids, Outlook for Windows rewrites the HTML altogether, a pasted block loses its
/// wrapper. They hold only characters that no program encodes, links or wraps. The second carries a fingerprint of what we wrote,
/// which tells an untouched block from one into which a person has typed.
/// </summary>
internal static class JoinBlockMarks
{
    private static readonly Regex s_markup = new("<[^<>]*>", RegexOptions.NonBacktracking);

    private static readonly Regex s_blanks = new(@"[\s\u200b\u200c\u200d\ufeff]+", RegexOptions.NonBacktracking);

    public const string Begin = "+~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~.~=";

    public static string End(string fingerprint) => $"=~.~.~.~.~.~.~.~.~.{fingerprint}.~.~.~.~.~.~.~+";

    public static readonly Regex Any = new(
        @"(?<begin>\+(?:~\.){19}~=)|=(?:~\.){9}(?<fingerprint>[0-9a-f]{8})(?:\.~){7}\+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    /// <summary>A line with nothing but a piece of a mark, which somebody cut.</summary>
    public static readonly Regex Piece = new(@"^[+=~.]*(?:~\.){4,}[0-9a-f]{0,8}[+=~.]*$", RegexOptions.NonBacktracking);

    /// <summary>The line that Microsoft draws above and below the join details of a Teams meeting.</summary>
    public static readonly Regex TeamsLine = new("_{20}_*", RegexOptions.NonBacktracking);

    /// <summary>Eight hexadecimal digits over the letters and digits that a person sees.</summary>
    public static string Fingerprint(string content, bool isHtml)
    {
        var seen = VisibleText(content, isHtml).Where(char.IsLetterOrDigit).ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)).AsSpan(0, 4));
    }

    /// <summary>
    /// What a person reads, with blanks joined. Angle brackets go from plain text too: there they surround the links that
    /// a conversion from HTML adds.
    /// </summary>
    public static string VisibleText(string content, bool isHtml)
    {
        var text = s_markup.Replace(content, "");
        return s_blanks.Replace(isHtml ? WebUtility.HtmlDecode(text) : text, " ").Trim();
    }
}
