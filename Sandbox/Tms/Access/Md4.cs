using System.Buffers.Binary;
using System.Numerics;

namespace HybridCalendar.Sandbox.Tms.Access;

/// <summary>RFC 1320. NTLM keys are MD4 of the password, and .NET has no MD4.</summary>
internal static class Md4
{
    public static byte[] Hash(byte[] message)
    {
        var length = (message.Length + 8) / 64 * 64 + 64;
        var padded = new byte[length];
        message.CopyTo(padded, 0);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64LittleEndian(padded.AsSpan(length - 8), (ulong)message.Length * 8);
        uint[] state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
        for (var block = 0; block < length; block += 64)
            Mix(state, padded.AsSpan(block, 64));
        var hash = new byte[16];
        for (var i = 0; i < 4; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(hash.AsSpan(i * 4), state[i]);
        return hash;
    }

    private static void Mix(uint[] state, ReadOnlySpan<byte> block)
    {
        Span<uint> x = stackalloc uint[16];
        for (var i = 0; i < 16; i++)
            x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(i * 4)..]);
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        ReadOnlySpan<int> second = [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];
        ReadOnlySpan<int> third = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];
        ReadOnlySpan<int> turns = [3, 7, 11, 19, 3, 5, 9, 13, 3, 9, 11, 15];
        for (var step = 0; step < 48; step++)
        {
            var i = step % 16;
            var mixed = (step / 16) switch
            {
                0 => ((b & c) | (~b & d)) + x[i],
                1 => ((b & c) | (b & d) | (c & d)) + x[second[i]] + 0x5a827999,
                _ => (b ^ c ^ d) + x[third[i]] + 0x6ed9eba1,
            };
            (a, d, c, b) = (d, c, b, BitOperations.RotateLeft(a + mixed, turns[step / 16 * 4 + i % 4]));
        }
        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
    }
}
