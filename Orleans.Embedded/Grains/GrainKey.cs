using System.Security.Cryptography;
using System.Text;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The rule for keys, and how a key shows in logs and messages.</summary>
internal static class GrainKey
{
    public static void Check(string? key, Type grainInterface)
    {
        if (HasSafePrefix(key)) return;
        throw new ArgumentException(
            $"The key of {grainInterface.Name} must begin with a prefix that is not hexadecimal, then ':' and an id, such as 'room:42'. "
            + $"The given key ({key?.Length ?? 0} characters) does not: ADO.NET storage reads keys that look like hexadecimal numbers "
            + "as numbers, so that different grains would share one row.", nameof(key));
    }

    /// <summary>The grain's class, the key's prefix and a hash: keys carry mail addresses, which may not reach logs.</summary>
    public static string ForLog(GrainId id)
    {
        var key = id.Key.ToString();
        var prefix = key[..(key.IndexOf(':', StringComparison.Ordinal) + 1)];
        return $"{id.Type}/{prefix}#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 4))}";
    }

    private static bool HasSafePrefix(string? key)
    {
        var colon = key?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 1 || colon == key!.Length - 1) return false;
        foreach (var character in key.AsSpan(0, colon))
        {
            if (!char.IsAsciiHexDigit(character)) return true;
        }

        return false;
    }
}
