using NodaTime;

namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>An event as a caller sees it: an item, or one occurrence of a series with its own content.</summary>
/// <param name="Item">The stored item.</param>
/// <param name="Slot">For an occurrence, the day the pattern gives it.</param>
/// <param name="Content">What it says.</param>
/// <param name="Type">singleInstance, seriesMaster, occurrence or exception.</param>
public sealed record EventView(CalendarItem Item, LocalDate? Slot, EventContent Content, string Type)
{
    /// <summary>When it starts. All-day events are days without a zone; they count as days in UTC.</summary>
    public Instant Start { get; } = At(Content, Content.Start!);

    /// <summary>When it ends.</summary>
    public Instant End { get; } = At(Content, Content.End!);

    /// <summary>Its id.</summary>
    public ItemId Id => new(Item.Mailbox, Item.Number, Slot);

    /// <summary>Its iCalUId: every occurrence has its own.</summary>
    public string UId => Slot is { } slot ? ICalUId.ForOccurrence(Item.UId, slot) : Item.UId;

    internal bool Overlaps(Instant from, Instant to) => Start < to && (End > from || (Start == End && Start >= from));

    private static Instant At(EventContent content, ZonedTime time) =>
        content.IsAllDay ? time.Local.InUtc().ToInstant() : time.ToInstant();
}
