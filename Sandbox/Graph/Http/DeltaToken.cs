using System.Buffers.Binary;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Http;

/// <summary>What a delta link remembers; opaque to callers.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Generation">The mailbox' generation when the link was made.</param>
/// <param name="From">Start of the window.</param>
/// <param name="To">End of the window.</param>
/// <param name="Seen">Items up to this change number were given.</param>
/// <param name="Buried">Deletions up to this change number were given.</param>
/// <param name="IsInitial">Whether the first round, in which all is new, is still under way.</param>
internal readonly record struct DeltaToken(Guid Mailbox, int Generation, Instant From, Instant To, long Seen, long Buried, bool IsInitial)
{
    private const int Length = 53;

    public string Encode()
    {
        Span<byte> bytes = stackalloc byte[Length];
        Mailbox.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], Generation);
        BinaryPrimitives.WriteInt64BigEndian(bytes[20..], From.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes[28..], To.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes[36..], Seen);
        BinaryPrimitives.WriteInt64BigEndian(bytes[44..], Buried);
        bytes[52] = IsInitial ? (byte)1 : (byte)0;
        return Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(bytes.ToArray());
    }

    public static DeltaToken? Decode(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 3];
        var padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(padded, bytes, out var length) || length != Length)
            return null;
        var (from, to) = (BinaryPrimitives.ReadInt64BigEndian(bytes[20..]), BinaryPrimitives.ReadInt64BigEndian(bytes[28..]));
        const long latest = 253_402_300_799_000;
        if (from is < -latest or > latest || to is < -latest or > latest)
            return null;
        var (seen, buried) = (BinaryPrimitives.ReadInt64BigEndian(bytes[36..]), BinaryPrimitives.ReadInt64BigEndian(bytes[44..]));
        return new(new Guid(bytes[..16]), BinaryPrimitives.ReadInt32BigEndian(bytes[16..]),
            Instant.FromUnixTimeMilliseconds(from), Instant.FromUnixTimeMilliseconds(to), seen, buried, bytes[52] == 1);
    }
}
