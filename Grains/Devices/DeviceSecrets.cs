using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Grains.Devices;

/// <summary>Activation codes and bearer tokens: made at random, kept as hashes, compared in constant time.</summary>
internal static class DeviceSecrets
{
    /// <summary>Letters and digits that a person cannot mistake for one another.</summary>
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>A code such as <c>K7QM-2XPD</c>: 40 bits, enough for five guesses within its life.</summary>
    public static string NewCode()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, 8);
        return $"{letters[..4]}-{letters[4..]}";
    }

    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>People type codes in any case, with or without the dash.</summary>
    public static string HashOfCode(string code) =>
        Hash(string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant());

    public static bool Matches(string? storedHash, string hash) =>
        storedHash is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(storedHash), Encoding.ASCII.GetBytes(hash));
}
