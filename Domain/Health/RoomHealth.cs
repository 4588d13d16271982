using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Domain.Health;

/// <summary>Finds out from what a read of a room's mailbox showed what is set wrong there. Pure.</summary>
public static class RoomHealth
{
    /// <param name="mail">The room's address.</param>
    /// <param name="copies">The meetings in the window that others organize.</param>
    /// <param name="declinedBeyondWindow">Meetings that the room declined and that run past Exchange's usual booking window.</param>
    /// <param name="answerWait">How long an answer may take.</param>
    public static IReadOnlyList<HealthFinding> Judge(string mail, IReadOnlyCollection<RoomCopy> copies, int declinedBeyondWindow, Duration answerWait) =>
    [
        .. new[]
        {
            TextRemoved(mail, copies), TitleReplaced(mail, copies), LinksRewritten(copies),
            NotAnswered(mail, [.. copies.Where(copy => IsUnanswered(copy, answerWait)).Select(copy => IsExternal(mail, copy.Organizer))]),
            AnsweredTentatively(mail, copies), DeclinedBeyondWindow(mail, declinedBeyondWindow),
        }.OfType<HealthFinding>(),
    ];

    private static HealthFinding? TextRemoved(string mail, IReadOnlyCollection<RoomCopy> copies)
    {
        var proven = copies.Count(copy => copy is { HasText: false, OrganizersHasText: true });
        var lost = copies.Count(copy => copy is { HasText: false, HasButton: false, OrganizersHasText: null });
        // An empty invitation proves nothing, as long as others keep their text.
        var isLikely = lost > 0 && copies.All(copy => !copy.HasText);
        if (proven == 0 && !isLikely)
            return null;
        var seen = proven > 0
            ? $"Exchange removes the text of this room's copies: {Meetings(proven)} lost what the organizer's copy still says."
            : $"Exchange seems to remove the text of this room's copies: there is none in any of them ({Meetings(copies.Count)}).";
        var effect = lost > 0
            ? $" {Meetings(lost)} of organizers whose mailboxes are not watched got no button for it."
            : " Buttons come from the organizers' mailboxes meanwhile; meetings of external and not enabled organizers would get none.";
        return new HealthFinding(
            HealthCode.TextRemoved, HealthSeverity.Warning, seen + effect + " Copies that are there already stay without text until they are sent again.",
            ExchangeCommand.CalendarProcessing(mail, "-DeleteComments $false"));
    }

    private static HealthFinding? TitleReplaced(string mail, IReadOnlyCollection<RoomCopy> copies)
    {
        var replaced = copies.Count(copy => copy.HasOrganizerAsTitle);
        return replaced == 0 ? null : new HealthFinding(
            HealthCode.TitleReplaced, HealthSeverity.Note,
            $"The organizer's name stands in place of, or before, the title of {Meetings(replaced)}: devices show it so. Join buttons are not affected.",
            // Exchange takes the private mark off, too, unless it is told not to: with titles, private ones would be shown.
            ExchangeCommand.CalendarProcessing(mail, "-DeleteSubject $false -AddOrganizerToSubject $false -RemovePrivateProperty $false"));
    }

    private static HealthFinding? LinksRewritten(IReadOnlyCollection<RoomCopy> copies)
    {
        var hidden = copies.Count(copy => copy is { Links: LinkRewriting.Hidden, HasButton: false });
        if (hidden > 0)
        {
            return new HealthFinding(
                HealthCode.LinksHidden, HealthSeverity.Warning,
                $"Mail protection rewrites links so that only its own service knows where they lead; {Meetings(hidden)} got no button for it. "
                + "Except the addresses of your meeting services from rewriting there.");
        }
        var rewritten = copies.Count(copy => copy.Links != LinkRewriting.None);
        return rewritten == 0 ? null : new HealthFinding(
            HealthCode.LinksRewritten, HealthSeverity.Note,
            $"Mail protection (such as Safe Links) rewrites links in {Meetings(rewritten)}. We undo it; devices that read invitations themselves do not.",
            ExchangeCommand.SpareMeetingLinks());
    }

    /// <summary>What follows from invitations that have waited too long for the room's answer.</summary>
    /// <param name="mail">The room's address.</param>
    /// <param name="areExternal">Of each, whether its organizer is outside the room's domain.</param>
    public static HealthFinding? NotAnswered(string mail, IReadOnlyCollection<bool> areExternal) => areExternal.Count == 0 ? null
        : areExternal.All(isExternal => isExternal)
            ? new HealthFinding(
                HealthCode.ExternalNotAnswered, HealthSeverity.Warning,
                $"The room leaves {Meetings(areExternal.Count)} of organizers outside its domain unanswered, and devices show only what it accepted.",
                ExchangeCommand.CalendarProcessing(mail, "-ProcessExternalMeetingMessages $true"))
            : new HealthFinding(
                HealthCode.NotAnswered, HealthSeverity.Warning,
                $"The room leaves {Meetings(areExternal.Count)} unanswered, and devices show only what it accepted: automatic acceptance seems to be off.",
                ExchangeCommand.CalendarProcessing(mail, "-AutomateProcessing AutoAccept"));

    /// <summary>Whether an organizer is outside the room's domain.</summary>
    public static bool IsExternal(string mail, string organizer) =>
        !string.Equals(mail[(mail.LastIndexOf('@') + 1)..], organizer[(organizer.LastIndexOf('@') + 1)..], StringComparison.OrdinalIgnoreCase);

    private static bool IsUnanswered(RoomCopy copy, Duration answerWait) =>
        copy.Response is ResponseType.NotResponded or ResponseType.None && copy.Waiting >= answerWait;

    private static HealthFinding? AnsweredTentatively(string mail, IReadOnlyCollection<RoomCopy> copies)
    {
        var tentative = copies.Count(copy => copy.Response == ResponseType.TentativelyAccepted);
        return tentative == 0 ? null : new HealthFinding(
            HealthCode.AnsweredTentatively, HealthSeverity.Note,
            $"The room accepted {Meetings(tentative)} tentatively: a delegate has to approve. Devices show them unless the organization's showTentative is off.",
            ExchangeCommand.CalendarProcessing(mail, "-AllBookInPolicy $true"));
    }

    private static HealthFinding? DeclinedBeyondWindow(string mail, int declined) => declined == 0 ? null : new HealthFinding(
        HealthCode.DeclinedBeyondWindow, HealthSeverity.Warning,
        $"The room declined {Meetings(declined)} that {(declined == 1 ? "runs" : "run")} on for more than {BookingWindow.UsualDays} days, Exchange's usual booking window. "
        + "After the change the organizer has to send the invitation again. Where the window is wider already, the room was taken at one of the times: "
        + "Exchange then declines the whole series, unless it may decline up to so many single occurrences (ConflictPercentageAllowed, MaximumConflictInstances).",
        ExchangeCommand.CalendarProcessing(mail, "-BookingWindowInDays 1080 -EnforceSchedulingHorizon $false -ConflictPercentageAllowed 20 -MaximumConflictInstances 10"));

    private static string Meetings(int count) => count == 1 ? "1 meeting" : $"{count} meetings";
}
