using System.Collections.Immutable;
using System.Globalization;
using HybridCalendar.Domain.Health;
using HybridCalendar.Grains.Mailboxes;
using NodaTime;

namespace HybridCalendar.Grains.Users;

/// <summary>The slices that a user's calendar is read in, counted from the moment of the read, and what is told of those that cannot be read. Pure.</summary>
internal static class CalendarSlices
{
    /// <summary>A list of months may have no end at Graph, or none in time.</summary>
    public static readonly Duration Length = Duration.FromDays(62);
    private const string KeyPrefix = "slice:";

    /// <summary>What a slice's troubles are known by. What is to blame comes nearer with time, and into the slice before, which fails then.</summary>
    public static string KeyOf(int slice) => string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{slice}");

    /// <summary>The number of a slice by its key; null for the key of an event.</summary>
    public static int? Find(string key) =>
        key.StartsWith(KeyPrefix, StringComparison.Ordinal) && int.TryParse(key.AsSpan(KeyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var slice)
            ? slice
            : null;

    /// <summary>Whether slices are among what fails.</summary>
    public static bool AnyOf(ImmutableDictionary<string, TroubledEvent> troubled) => troubled.Keys.Any(key => Find(key) is not null);

    /// <summary>What an administrator is told of slices that fail.</summary>
    public static IEnumerable<HealthFinding> Judge(ImmutableDictionary<string, TroubledEvent> troubled)
    {
        var days = Merge(troubled.Where(entry => Find(entry.Key) is not null)
            .Select(entry => (Slice: Find(entry.Key)!.Value, entry.Value.LastTry)).OrderBy(failing => failing.Slice)).ToList();
        return days.Count == 0 ? [] :
        [
            new HealthFinding(
                HealthCode.PartsFail, HealthSeverity.Warning,
                $"Office 365 does not give all of this calendar, though it answers otherwise; missing is {string.Join(", ", days)}. Meetings there that were not known "
                + "before get no join details until they are changed; everything else goes on. Most often one damaged item is to blame: open these days in "
                + "Outlook, delete what cannot be opened and make it anew, or have Microsoft's support repair the mailbox; then have the calendar read again. "
                + $"By itself each part is tried {Troubles.MostAttempts} times with growing pauses, then once a day; the log tells what fails."),
        ];
    }

    /// <summary>From which day to which, in UTC: neighbours are one.</summary>
    private static IEnumerable<string> Merge(IEnumerable<(int Slice, DateTimeOffset LastTry)> failing)
    {
        var (first, last) = (default((int Slice, DateTimeOffset LastTry)?), default((int Slice, DateTimeOffset LastTry)?));
        foreach (var one in failing)
        {
            if (first is { } begun && one.Slice != last!.Value.Slice + 1)
            {
                yield return Describe(begun, last.Value);
                first = null;
            }
            first ??= one;
            last = one;
        }
        if (first is { } open)
            yield return Describe(open, last!.Value);
    }

    private static string Describe((int Slice, DateTimeOffset LastTry) first, (int Slice, DateTimeOffset LastTry) last) => string.Create(
        CultureInfo.InvariantCulture,
        $"{first.LastTry + (first.Slice * Length.ToTimeSpan()):yyyy-MM-dd} to {last.LastTry + ((last.Slice + 1) * Length.ToTimeSpan()):yyyy-MM-dd}");
}
