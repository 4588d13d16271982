using System.Collections.Immutable;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Gateway.Reports;

/// <summary>All that tells why a meeting has a button or none.</summary>
/// <param name="MeetingUid">Its iCalUId.</param>
/// <param name="Details">What is known of it; null when no mailbox that we watch shows it as its organizer's.</param>
/// <param name="Text">How far it is with its join details, for people.</param>
/// <param name="Rooms">The rooms that are invited, or were asked for.</param>
/// <param name="Timeline">What was seen, decided and done, oldest first.</param>
public sealed record MeetingReport(
    string MeetingUid, SeriesDetails? Details, string Text, IReadOnlyList<MeetingRoom> Rooms, ImmutableArray<TimelineEntry> Timeline);

/// <summary>What a room makes of a meeting.</summary>
/// <param name="Room">Mail address.</param>
/// <param name="Start">The occurrence that is spoken of, UTC; null when the room holds none.</param>
/// <param name="Button">Whether it has a Join button there.</param>
/// <param name="Reason">Why not, a word for programs; null when it has.</param>
/// <param name="Text">The same for people.</param>
public sealed record MeetingRoom(string Room, DateTimeOffset? Start, bool Button, string? Reason, string Text)
{
    /// <summary>Occurrences of a series that the room takes no part in, by start.</summary>
    public IReadOnlyList<MeetingRoomOccurrence> LeftOut { get; init; } = [];
}

/// <summary>An occurrence that a room takes no part in.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Reason">Why, a word for programs.</param>
/// <param name="Text">The same for people.</param>
public sealed record MeetingRoomOccurrence(DateTimeOffset Start, string Reason, string Text);
