using System.Collections.Immutable;
using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>
/// What a calendar stores: a single event or a whole series with its exceptions. Immutable, so readers need no lock.
/// </summary>
public sealed record CalendarItem
{
    /// <summary>The mailbox it lies in.</summary>
    public required Guid Mailbox { get; init; }
    /// <summary>Its number, the stable part of its id.</summary>
    public required long Number { get; init; }
    /// <summary>The calendar it lies in: 0 is the default one, others have the number of their folder.</summary>
    public long Calendar { get; init; }
    /// <summary>iCalUId, the same in every mailbox.</summary>
    public required string UId { get; init; }
    /// <summary>What it says.</summary>
    public required EventContent Content { get; init; }
    /// <summary>Who called the meeting.</summary>
    public required Person Organizer { get; init; }
    /// <summary>Whether this mailbox called it.</summary>
    public required bool IsOrganizer { get; init; }
    /// <summary>When it came into this mailbox.</summary>
    public required Instant Created { get; init; }
    /// <summary>When it last changed here.</summary>
    public Instant Modified { get; init; }
    /// <summary>The mailbox' change number; with the mailbox id it makes the change key.</summary>
    public long Sequence { get; init; }
    /// <summary>For an attendee's copy, the change number of the organizer's item it was made from.</summary>
    public long SourceSequence { get; init; }
    /// <summary>The caller's key against double creation.</summary>
    public string? TransactionId { get; init; }
    /// <summary>The zone of the start when it was created.</summary>
    public required string OriginalStartZone { get; init; }
    /// <summary>The zone of the end when it was created.</summary>
    public required string OriginalEndZone { get; init; }
    /// <summary>The owner's own answer.</summary>
    public required ResponseStatus Response { get; init; }
    /// <summary>Attendees' answers by lower-case address; with a slot, for that occurrence only.</summary>
    public ImmutableDictionary<(string Address, LocalDate? Slot), ResponseStatus> Responses { get; init; } =
        ImmutableDictionary<(string, LocalDate?), ResponseStatus>.Empty;
    /// <summary>Changed occurrences by the day of their slot.</summary>
    public ImmutableSortedDictionary<LocalDate, SeriesException> Exceptions { get; init; } =
        ImmutableSortedDictionary<LocalDate, SeriesException>.Empty;
    /// <summary>Slots whose occurrence was deleted.</summary>
    public ImmutableSortedSet<LocalDate> Deleted { get; init; } = [];

    /// <summary>Whether it is a series.</summary>
    public bool IsSeries => Content.Recurrence is not null;

    /// <summary>The version for optimistic concurrency, as in <c>@odata.etag</c> without the quotes.</summary>
    public string ChangeKey
    {
        get
        {
            Span<byte> bytes = stackalloc byte[24];
            Mailbox.TryWriteBytes(bytes);
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[16..], Sequence);
            return Convert.ToBase64String(bytes);
        }
    }

    /// <summary>The id callers use.</summary>
    public ItemId Id => new(Mailbox, Number, null);

    internal ResponseStatus ResponseOf(string address, LocalDate? slot)
    {
        var key = address.ToLowerInvariant();
        return (slot is not null && Responses.TryGetValue((key, slot), out var own)) || Responses.TryGetValue((key, null), out own)
            ? own : ResponseStatus.None;
    }
}
