using System.Collections.Immutable;

namespace HybridCalendar.Grains.Rooms;

/// <summary>What a read of a room's calendar gave.</summary>
/// <param name="BookingsJson">The list for the devices.</param>
/// <param name="Bookings">The same in short, for alerts and explanations.</param>
/// <param name="Masters">The series in the window.</param>
/// <param name="LeftOut">What the devices do not show, by start.</param>
/// <param name="Copies">What others' meetings look like in this mailbox.</param>
/// <param name="Outline">Digest of all that decided the list.</param>
public sealed record RoomRead(
    string BookingsJson, ImmutableArray<RoomBooking> Bookings, ImmutableDictionary<string, string> Masters, ImmutableArray<RoomLeftOut> LeftOut,
    IReadOnlyList<SeenCopy> Copies, string Outline)
{
    /// <summary>Digest of the calendar alone.</summary>
    public required SeenCalendar Calendar { get; init; }

    /// <inheritdoc cref="RoomState.AlsoAsked"/>
    public ImmutableArray<string> AlsoAsked { get; init; } = [];

    /// <inheritdoc cref="RoomState.Organizers"/>
    public ImmutableArray<string> Organizers { get; init; } = [];

    /// <summary>What cannot be processed and stays in the list as it was: what failed, and the start that is shown, UTC.</summary>
    public ImmutableArray<(string Key, DateTimeOffset Start)> Kept { get; init; } = [];

    /// <summary>The meetings that devices show.</summary>
    public IReadOnlyList<ShownMeeting> Shown { get; init; } = [];

    /// <summary>Days that Graph does not give: of them all is as it was.</summary>
    public IReadOnlyList<RoomDays> Unread { get; init; } = [];

    /// <summary>What failed.</summary>
    public IReadOnlyList<RoomFailure> Failures { get; init; } = [];

    /// <summary>The keys of what failed, and of what was left alone because it failed before.</summary>
    public IReadOnlySet<string> Unanswered { get; init; } = ImmutableHashSet<string>.Empty;
}
