using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>
/// The secret of a subscription, which every notification carries back. Only its hash needs to be kept.
/// </summary>
public static class ClientState
{
    /// <summary>A new secret of 256 random bits in 43 URL-safe characters.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What to keep: SHA-256 in 43 URL-safe characters. No salt, as nobody guesses 256 random bits.</summary>
    public static string Hash(string clientState) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(clientState)));

    /// <summary>True when a notification carries the secret of a hash; takes the same time whatever it carries.</summary>
    public static bool Matches(string? clientState, string hash) =>
        clientState is not null
        && CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(Hash(clientState).AsSpan()), MemoryMarshal.AsBytes(hash.AsSpan()));
}
