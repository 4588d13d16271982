using System.Collections.Immutable;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Rooms;

/// <summary>A room's calendar, and what was found out of its meetings from whoever knows of them. Meetings are named by Graph's id.</summary>
internal sealed record SeenRoom
{
    /// <summary>Everything in the window.</summary>
    public required IReadOnlyList<CalendarEvent> All { get; init; }

    /// <inheritdoc cref="RoomRead.Unread"/>
    public required IReadOnlyList<RoomDays> Unread { get; init; }

    /// <summary>What takes place here.</summary>
    public required IReadOnlyList<CalendarEvent> Events { get; init; }

    /// <inheritdoc cref="RoomState.Masters"/>
    public required ImmutableDictionary<string, string> Masters { get; init; }

    /// <summary>What series answer, by iCalUId.</summary>
    public required IReadOnlyDictionary<string, SeriesJoin> Answers { get; init; }

    /// <summary>The word that counts of each meeting, and whose it is.</summary>
    public IReadOnlyDictionary<string, (string UId, SeriesJoin Join)> Joins { get; init; } = ImmutableDictionary<string, (string, SeriesJoin)>.Empty;

    /// <summary>Meetings whose series cannot be asked.</summary>
    public required IReadOnlySet<string> Failing { get; init; }

    /// <inheritdoc cref="RoomState.Organizers"/>
    public required ImmutableArray<string> Organizers { get; init; }

    /// <summary>Which of the organizers are users.</summary>
    public required IReadOnlyDictionary<string, MailboxWatch> Users { get; init; }

    /// <summary>
    /// What is known of the organizer's mailbox. Of somebody who is no user, or is one no longer, no change is seen, as of somebody who is
    /// switched off.
    /// </summary>
    public MailboxWatch WatchOf(CalendarEvent ev) => Users.GetValueOrDefault(OrganizerOf(ev), MailboxWatch.Off);

    /// <summary>Empty when the event names none.</summary>
    public static string OrganizerOf(CalendarEvent ev) => GrainKeys.Normalize(ev.Organizer?.Address ?? "");
}
