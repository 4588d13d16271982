using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>
/// The id of an event in one mailbox, opaque to callers. Both of Exchange's forms (default and immutable) name the same event.
/// An occurrence's id is its master's with the day of its slot.
/// </summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Number">The item's number.</param>
/// <param name="Slot">For an occurrence, the day the pattern gives it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ItemId(Guid Mailbox, long Number, LocalDate? Slot)
{
    private const int Length = 32;
    private static ReadOnlySpan<byte> DefaultPrefix => [0x00, 0x03, 0x24];
    private static ReadOnlySpan<byte> ImmutablePrefix => [0x00, 0x09, 0x00];

    /// <summary>The id as callers see it: base64 with <c>-</c> and <c>_</c>, ending in <c>=</c> as Exchange's do.</summary>
    public string ToString(bool immutable)
    {
        Span<byte> bytes = stackalloc byte[Length];
        (immutable ? ImmutablePrefix : DefaultPrefix).CopyTo(bytes);
        bytes[3] = (byte)(Slot is null ? 0x64 : 0x65);
        Mailbox.TryWriteBytes(bytes[4..20]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[20..28], Number);
        BinaryPrimitives.WriteInt32BigEndian(bytes[28..32], Slot is { } s ? (s.Year * 10_000) + (s.Month * 100) + s.Day : 0);
        return Convert.ToBase64String(bytes).Replace('/', '-').Replace('+', '_');
    }

    /// <inheritdoc />
    public override string ToString() => ToString(immutable: false);

    /// <summary>Reads either form; false when it is no id of this server. Ids are case-sensitive.</summary>
    public static bool TryParse(string text, out ItemId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[Length + 4];
        if (!Convert.TryFromBase64String(text.Replace('-', '/').Replace('_', '+'), bytes, out var written) || written != Length)
            return false;
        if (!bytes[..3].SequenceEqual(DefaultPrefix) && !bytes[..3].SequenceEqual(ImmutablePrefix))
            return false;
        LocalDate? slot = null;
        if (bytes[3] == 0x65)
        {
            var day = BinaryPrimitives.ReadInt32BigEndian(bytes[28..32]);
            if (!IsDay(day))
                return false;
            slot = new LocalDate(day / 10_000, day / 100 % 100, day % 100);
        }
        id = new(new Guid(bytes[4..20]), BinaryPrimitives.ReadInt64BigEndian(bytes[20..28]), slot);
        return true;
    }

    private static bool IsDay(int day)
    {
        var (year, month, of) = (day / 10_000, day / 100 % 100, day % 100);
        return year is > 1600 and < 9000 && month is >= 1 and <= 12 && of >= 1 && of <= CalendarSystem.Iso.GetDaysInMonth(year, month);
    }
}
