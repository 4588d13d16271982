using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.JoinTargets;
using NodaTime;

namespace HybridCalendar.Domain.Health;

/// <summary>What one meeting in a room's mailbox tells about the mailbox. The room's own meetings tell nothing.</summary>
public sealed record RoomCopy
{
    /// <summary>The organizer's mail address; empty when unknown.</summary>
    public string Organizer { get; init; } = "";

    /// <summary>Whether the copy holds any text.</summary>
    public bool HasText { get; init; }

    /// <summary>Whether the organizer's copy holds text; null when his mailbox is not watched.</summary>
    public bool? OrganizersHasText { get; init; }

    /// <summary>Whether devices show a Join button for it.</summary>
    public bool HasButton { get; init; }

    /// <summary>Whether the title is, or begins with, the organizer's name.</summary>
    public bool HasOrganizerAsTitle { get; init; }

    public LinkRewriting Links { get; init; }

    public ResponseType Response { get; init; }

    /// <summary>For how long we have seen it without an answer; zero for one that was answered.</summary>
    public Duration Waiting { get; init; }

    /// <param name="ev">The room's copy.</param>
    /// <param name="organizersHasText">Whether the organizer's copy holds text; null when unknown.</param>
    /// <param name="hasButton">Whether devices show a button.</param>
    /// <param name="waiting">For how long it was seen without an answer.</param>
    public static RoomCopy Of(CalendarEvent ev, bool? organizersHasText, bool hasButton, Duration waiting) => new()
    {
        Organizer = ev.Organizer?.Address ?? "",
        HasText = InvitationText.IsPresent(ev.Body),
        OrganizersHasText = organizersHasText,
        HasButton = hasButton,
        HasOrganizerAsTitle = ev.Organizer?.Name is { Length: > 0 } name && ev.Subject.Trim() is var title
            && (title.Equals(name, StringComparison.OrdinalIgnoreCase) || title.StartsWith($"{name} ", StringComparison.OrdinalIgnoreCase)),
        Links = RewrittenLinks.In(ev.Body),
        Response = ev.Response,
        Waiting = waiting,
    };

    /// <summary>Whether nobody has answered for the room.</summary>
    public static bool IsUnanswered(CalendarEvent ev) => ev is { IsCancelled: false, IsOrganizer: false, Response: ResponseType.NotResponded or ResponseType.None };
}
