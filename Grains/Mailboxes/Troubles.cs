using System.Collections.Immutable;
using HybridCalendar.Domain.Health;

namespace HybridCalendar.Grains.Mailboxes;

/// <summary>When events that failed are tried again. Pure, but for the jitter.</summary>
public static class Troubles
{
    /// <summary>After these it is tried once a day, and when it changes.</summary>
    public const int MostAttempts = 5;

    /// <summary>
    /// Where more fail, the one that would be tried last makes room for the next: it is tried again by the daily pass, and when it changes.
    /// </summary>
    public const int MostKept = 50;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_lastPause = TimeSpan.FromDays(1);

    /// <summary>Notes a failure. One that came before the pause was over uses no attempt up.</summary>
    /// <param name="before">All of the mailbox, by what failed.</param>
    /// <param name="key">What failed.</param>
    /// <param name="version">What it looks like now; another version than before begins anew.</param>
    /// <param name="now">UTC.</param>
    /// <param name="jitter">Spreads the next tries.</param>
    public static ImmutableDictionary<string, TroubledEvent> Failed(
        ImmutableDictionary<string, TroubledEvent> before, string key, string? version, DateTimeOffset now, Jitter jitter)
    {
        var known = before.GetValueOrDefault(key);
        if (known?.Version != version)
            known = null;
        if (now < known?.NextTry)
            return before;
        var attempts = Math.Min(MostAttempts, (known?.Attempts ?? 0) + 1);
        var pause = attempts == MostAttempts ? s_lastPause : s_firstPause * Math.Pow(2, attempts - 1);
        var others = before.Count < MostKept || before.ContainsKey(key) ? before : before.Remove(before.MaxBy(entry => entry.Value.NextTry).Key);
        return others.SetItem(key, new TroubledEvent(attempts, now, now + jitter.UpToHalfLess(pause), version));
    }

    /// <summary>It may have changed: where the attempts were used up, they begin anew.</summary>
    public static ImmutableDictionary<string, TroubledEvent> Changed(
        ImmutableDictionary<string, TroubledEvent> before, string key, DateTimeOffset now) =>
        before.GetValueOrDefault(key) is { Attempts: >= MostAttempts } known
            ? before.SetItem(key, known with { Attempts = 0, NextTry = now })
            : before;

    /// <summary>The cause may be mended: all is tried now, and its attempts begin anew.</summary>
    public static ImmutableDictionary<string, TroubledEvent> Anew(ImmutableDictionary<string, TroubledEvent> before, DateTimeOffset now) =>
        before.SetItems(before.Select(entry => KeyValuePair.Create(
            entry.Key, entry.Value with { Attempts = 0, NextTry = now < entry.Value.NextTry ? now : entry.Value.NextTry })));

    /// <summary>What is to be tried now.</summary>
    public static ImmutableArray<string> Due(ImmutableDictionary<string, TroubledEvent> troubled, DateTimeOffset now) =>
        [.. troubled.Where(entry => entry.Value.NextTry <= now).OrderBy(entry => entry.Value.NextTry).Select(entry => entry.Key)];

    /// <summary>Whether something is to be tried now.</summary>
    public static bool IsDue(ImmutableDictionary<string, TroubledEvent> troubled, string key, DateTimeOffset now) =>
        troubled.TryGetValue(key, out var trouble) && trouble.NextTry <= now;

    /// <summary>When the next try is due, possibly in the past; null when none is.</summary>
    public static DateTimeOffset? NextTry(ImmutableDictionary<string, TroubledEvent> troubled) => troubled.IsEmpty ? null : troubled.Values.Min(trouble => trouble.NextTry);

    /// <summary>What an administrator is told.</summary>
    public static IReadOnlyList<HealthFinding> Judge(ImmutableDictionary<string, TroubledEvent> troubled) => troubled.IsEmpty ? [] :
    [
        new HealthFinding(
            HealthCode.MeetingsFail, HealthSeverity.Warning,
            $"{(troubled.Count < MostKept ? troubled.Count : $"{MostKept} or more")} of the mailbox's meetings cannot be processed: reading the event, or asking what is stored of it, fails each time. All others go on. "
            + $"Each is tried {MostAttempts} times with growing pauses, then once a day and when it changes; the log tells what fails."),
    ];
}
