using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Scenarios.Tests.Play;

namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>Why a room may show no button, by the calendars: who looks at the room's report must find the truth there.</summary>
internal static partial class Reasons
{
    /// <param name="copy">The room's copy.</param>
    /// <param name="organizer">Who called the meeting.</param>
    /// <returns>Each says the truth.</returns>
    public static IReadOnlyCollection<string> ThatFit(EventContent copy, CastPerson organizer)
    {
        var (asks, hasText) = (Wish.Of(copy).Own is not null, MarkupPattern().Replace(copy.Body.Html, "").Trim().Length > 0);
        return organizer switch
        {
            { IsEnabled: false } or { IsOff: true } => asks ? ["KeywordOfUnknownOrganizer"] : hasText ? ["OrganizerUnknown"] : ["TextRemoved"],
            { IsRefused: true } => ["OrganizerRefused"],
            // His own copy asks for nothing, else there were a button: what the room's asks for has not been taken back there.
            _ when asks => ["OrganizerBehind", "NothingToJoin"],
            _ => hasText ? ["NothingToJoin"] : ["NothingToJoin", "NothingFromOrganizer"],
        };
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex MarkupPattern();
}
