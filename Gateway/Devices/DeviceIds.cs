using System.Text.RegularExpressions;

namespace HybridCalendar.Gateway.Devices;

/// <summary>What a device's id may look like: it stands in addresses, keys and the name of a cookie.</summary>
internal static partial class DeviceIds
{
    public const string Rule = "A device's id is 1 to 200 letters, digits, dots, dashes or underscores.";

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,200}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern { get; }

    public static bool IsValid(string id) => Pattern.IsMatch(id);
}
