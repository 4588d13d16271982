using System.Text.RegularExpressions;
using HybridCalendar.Sandbox.Graph.Calendars;
using HybridCalendar.Scenarios.Tests.Plan;

namespace HybridCalendar.Scenarios.Tests.Check;

/// <summary>
/// A room's copy of a meeting whose organizer was switched off. It says what counts; what was known before counts as far as the copy asks for
/// it, and names it or has lost its text. What was known depends on when he was switched off, so there may be two right answers.
/// </summary>
internal static partial class LeftCopy
{
    /// <summary>What the copy itself offers.</summary>
    public static Dial Of(EventContent copy) => Wish.Of(copy).Link ?? Dial.Nothing;

    public static bool MayLeadTo(EventContent copy, Dial dial)
    {
        if (dial == Of(copy))
            return true;
        var (isWebex, asks) = (dial.Platform == "Webex", Wish.Of(copy).Own is not null);
        return MarkupPattern().Replace(copy.Body.Html, "").Trim().Length == 0
            // A place is never lost, so what is not there any more was taken out.
            ? isWebex == asks && !Places.Held(dial.Number)
            : isWebex && asks && copy.Body.Html.Contains(dial.Number, StringComparison.Ordinal);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex MarkupPattern();
}
