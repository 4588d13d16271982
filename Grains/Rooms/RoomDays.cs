using System.Collections.Immutable;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Mailboxes;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Grains.Rooms;

/// <summary>Days of a room's calendar, each from midnight to midnight UTC; those that Graph does not give are known by their key.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The day after the last.</param>
public sealed record RoomDays(LocalDate First, LocalDate End)
{
    private const string KeyPrefix = "days:";

    /// <summary>What their troubles are known by.</summary>
    public string Key => $"{KeyPrefix}{Text(First)}/{Text(End)}";

    /// <summary>When they begin.</summary>
    public Instant From => First.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    /// <summary>When they have ended.</summary>
    public Instant To => End.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();

    /// <summary>Whether they can be halved no more.</summary>
    public bool IsOne => Count <= 1;

    private int Count => Period.DaysBetween(First, End);

    /// <summary>The days by their key; null for the key of something else.</summary>
    public static RoomDays? Find(string key) =>
        key.StartsWith(KeyPrefix, StringComparison.Ordinal) && key[KeyPrefix.Length..].Split('/') is [var first, var end]
        && LocalDatePattern.Iso.Parse(first) is { Success: true } from && LocalDatePattern.Iso.Parse(end) is { Success: true } to
            ? new RoomDays(from.Value, to.Value)
            : null;

    /// <summary>Those among what fails, by time.</summary>
    public static IReadOnlyList<RoomDays> Among(IEnumerable<string> keys) => [.. keys.Select(Find).OfType<RoomDays>().OrderBy(days => days.First)];

    /// <summary>The earlier ones and the later ones.</summary>
    public (RoomDays Earlier, RoomDays Later) Halve()
    {
        var middle = First.PlusDays(Count / 2);
        return (this with { End = middle }, this with { First = middle });
    }

    /// <summary>Whether anything of a time falls into them.</summary>
    /// <param name="start">UTC.</param>
    /// <param name="end">UTC, exclusive.</param>
    public bool Overlap(DateTimeOffset start, DateTimeOffset end) => From.ToDateTimeOffset() < end && start < To.ToDateTimeOffset();

    /// <summary>What an administrator is told of days that Graph does not give.</summary>
    public static IEnumerable<HealthFinding> Judge(ImmutableDictionary<string, TroubledEvent> troubled)
    {
        var days = Among(troubled.Keys);
        return days.Count == 0 ? [] :
        [
            new HealthFinding(
                HealthCode.PartsFail, HealthSeverity.Warning,
                $"Office 365 does not give all of this room's calendar, though it answers otherwise; missing is {string.Join(", ", days.Select(Describe))}. Devices go on showing "
                + "what they showed of that; what was changed there since is not known, and everything else goes on. Most often one damaged item is to blame: open these days in "
                + "Outlook, delete what cannot be opened and make it anew, or have Microsoft's support repair the mailbox; then have the calendar read again. "
                + $"By itself each part is tried {Troubles.MostAttempts} times with growing pauses, then once a day; the log tells what fails."),
        ];
    }

    private static string Describe(RoomDays days) => days.IsOne ? Text(days.First) : $"{Text(days.First)} to {Text(days.End.PlusDays(-1))}";

    private static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
