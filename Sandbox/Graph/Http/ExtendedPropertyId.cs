using System.Text.RegularExpressions;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>Ids of extended properties: <c>{type} {guid} Name {name}</c>, <c>{type} {guid} Id {0x…}</c> or <c>{type} {0x…}</c>.</summary>
internal static partial class ExtendedPropertyId
{
    public static bool IsValid(string id) => Form().IsMatch(id);

    // The set's GUID may come in any case; the name keeps its own.
    public static string Normal(string id)
    {
        var open = id.IndexOf('{', StringComparison.Ordinal);
        var close = id.IndexOf('}', StringComparison.Ordinal);
        return open < 0 || close < open ? id : string.Concat(id.AsSpan(0, open), id[open..close].ToLowerInvariant(), id.AsSpan(close));
    }

    [GeneratedRegex(@"^(String|Integer|Boolean|SystemTime|Long|Double|Binary|CLSID|Float|Short|Currency|ApplicationTime) "
        + @"(\{[0-9A-Fa-f-]{36}\} (Name .+|Id 0x[0-9A-Fa-f]{1,4})|0x[0-9A-Fa-f]{1,4})$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex Form();
}
