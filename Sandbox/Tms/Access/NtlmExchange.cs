using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HybridCalendar.Sandbox.Tms.Access;

/// <summary>The server's side of one NTLM sign-in (MS-NLMP, NTLMv2 only): a challenge, and the check of what comes back.</summary>
internal sealed class NtlmExchange(TmsUsers users, TimeProvider time)
{
    private const int TypeAt = 8;
    // Unicode, request target, sign, NTLM, always sign, target is a domain, extended security, target info, version, 128 bit, key exchange.
    private const uint Flags = 0x0001 | 0x0004 | 0x0010 | 0x0200 | 0x8000 | 0x10000 | 0x80000 | 0x800000 | 0x2000000 | 0x20000000 | 0x40000000;
    private static readonly byte[] s_signature = "NTLMSSP\0"u8.ToArray();
    private readonly byte[] _challenge = RandomNumberGenerator.GetBytes(8);

    public static bool IsNegotiate(byte[] message) => TypeOf(message) == 1;

    /// <summary>The message that asks the client to prove that it knows the password.</summary>
    public byte[] Challenge()
    {
        var target = Encoding.Unicode.GetBytes("CONTOSO");
        var info = TargetInfo(target);
        var message = new byte[56 + target.Length + info.Length];
        s_signature.CopyTo(message, 0);
        var span = message.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(span[TypeAt..], 2);
        WriteField(span[12..], target.Length, 56);
        BinaryPrimitives.WriteUInt32LittleEndian(span[20..], Flags);
        _challenge.CopyTo(message, 24);
        WriteField(span[40..], info.Length, 56 + target.Length);
        // Windows 10.0, NTLM revision 15.
        new byte[] { 10, 0, 0x63, 0x45, 0, 0, 0, 15 }.CopyTo(message, 48);
        target.CopyTo(message, 56);
        info.CopyTo(message, 56 + target.Length);
        return message;
    }

    /// <summary>The user who answered rightly; null for a wrong password, an unknown account, or anything that is not NTLMv2.</summary>
    public TmsUser? Check(byte[] message)
    {
        if (TypeOf(message) != 3 || message.Length < 64)
            return null;
        var (response, domain, name) = (Field(message, 20), Field(message, 28), Field(message, 36));
        if (response is null || domain is null || name is null || response.Length < 24 + 16)
            return null;
        var account = Encoding.Unicode.GetString(name);
        if (users.Find(account) is not { Password: { } password } user)
            return null;
        var identity = Encoding.Unicode.GetBytes(account.ToUpperInvariant() + Encoding.Unicode.GetString(domain));
#pragma warning disable CA5351 // NTLMv2 is made of HMAC-MD5.
        var key = HMACMD5.HashData(Md4.Hash(Encoding.Unicode.GetBytes(password)), identity);
        byte[] signed = [.. _challenge, .. response.AsSpan(16)];
        var proof = HMACMD5.HashData(key, signed);
#pragma warning restore CA5351
        return CryptographicOperations.FixedTimeEquals(proof, response.AsSpan(0, 16)) ? user : null;
    }

    private static int TypeOf(byte[] message) =>
        message.Length >= 12 && message.AsSpan(0, 8).SequenceEqual(s_signature) ? BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(TypeAt)) : 0;

    private static byte[]? Field(byte[] message, int at)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(at));
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at + 4));
        return offset + length <= message.Length ? message[(int)offset..((int)offset + length)] : null;
    }

    private static void WriteField(Span<byte> at, int length, int offset)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)length);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)length);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], offset);
    }

    private byte[] TargetInfo(byte[] domain)
    {
        var stamp = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(stamp, time.GetUtcNow().ToFileTime());
        return [.. Pair(2, domain), .. Pair(1, Encoding.Unicode.GetBytes("TMS")), .. Pair(7, stamp), .. Pair(0, [])];
    }

    private static byte[] Pair(ushort id, byte[] value)
    {
        var pair = new byte[4 + value.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(pair, id);
        BinaryPrimitives.WriteUInt16LittleEndian(pair.AsSpan(2), (ushort)value.Length);
        value.CopyTo(pair, 4);
        return pair;
    }
}
