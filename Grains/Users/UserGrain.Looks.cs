using System.Collections.Immutable;
using HybridCalendar.Domain.Meetings;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace HybridCalendar.Grains.Users;

/// <content>
/// Looks for what nobody told: a list of what changed, and, for a user with meetings that something is held for, a list of what is
/// there, as no list tells of deleted meetings.
/// </content>
internal sealed partial class UserGrain
{
    /// <summary>Clocks differ, and Graph's search index lags: a look for untold changes reaches back this far beyond the last one.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromMinutes(5);

    /// <summary>How far ahead it is looked whether meetings are still there, whatever the horizon; the daily pass looks further.</summary>
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(190);

    /// <summary>The meeting that was read last because no list showed it.</summary>
    private string _lastSought = "";

    protected override async Task<DateTimeOffset?> ReadUntoldAsync()
    {
        var from = Now;
        var since = (State.LastReconciled ?? from) - s_overlap;
        var changes = await Services.Calendar.ListChangedAsync(Mail, ToInstant(since));
        var newest = changes.Max(changed => changed.LastModified)?.ToDateTimeOffset();
        var isNews = newest > State.LastReconciled;
        if (changes.Count > MostStepsInATurn)
        {
            // More than a turn may take: the read of everything has many. One that fails, and is due, is not to be hurried.
            if (State.LastReadAll is not null)
                await ReadAllSoonAsync();
            return isNews ? newest : null;
        }
        foreach (var changed in changes)
            await ReadChangeAsync(changed);
        var isSomethingGone = await ForgetGoneAsync();
        var wasUnread = IsUnread;
        await WriteAsync(State with { LastReconciled = from });
        await TellReadAsync(wasUnread);
        return isSomethingGone ? from : isNews ? newest : null;
    }

    private async Task ReadChangeAsync(CalendarEvent changed)
    {
        if (!State.Troubled.TryGetValue(changed.Id, out var trouble))
            await TryEventAsync(changed.Id, async () => await ProcessAsync(changed.Id, await CompleteSeriesAsync(changed)));
        else if (changed.LastModified?.ToDateTimeOffset() > trouble.LastTry)
            await RetrySoonAsync(changed.Id);
    }

    /// <summary>What is not listed is read by itself before it is given up: it may have been moved to another calendar.</summary>
    /// <returns>Whether a meeting was gone.</returns>
    private async Task<bool> ForgetGoneAsync()
    {
        var until = Now + s_ahead;
        var expected = State.Meetings
            .Where(known => known.Value is { TakeUpAt: null } and ({ Asks: true } or { IsHeld: true }) && !(known.Value.LastEnd <= Now))
            .Where(known => known.Value.IsSeries || known.Value.LastEnd <= until)
            .Select(OfWhole)
            .Distinct()
            .Where(id => !State.Troubled.ContainsKey(id))
            .ToList();
        if (expected.Count == 0)
            return false;
        var listed = await ListIdsAsync(until);
        var isSomethingGone = false;
        foreach (var id in NextInTurn([.. expected.Where(id => !listed.Contains(id))]))
        {
            _lastSought = id;
            await TryEventAsync(id, async () =>
            {
                var seen = await ReadAsync(id);
                isSomethingGone |= seen is null or { IsCancelled: true };
                await ProcessAsync(id, seen);
            });
        }
        return isSomethingGone;
    }

    /// <summary>Where a part of the calendar cannot be read, no list may come that reaches over it: then all that is expected is read in turn.</summary>
    private async Task<IReadOnlySet<string>> ListIdsAsync(DateTimeOffset until)
    {
        try
        {
            return await Services.Calendar.ListIdsAsync(Mail, ToInstant(Now), ToInstant(until));
        }
        catch (Exception failure) when (!IsOfMailbox(failure) && CalendarSlices.AnyOf(State.Troubled))
        {
            LogNotListed(Services.Log, failure);
            return ImmutableHashSet<string>.Empty;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Graph does not list a calendar of which parts cannot be read; meetings are looked for one by one")]
    private static partial void LogNotListed(ILogger logger, Exception failure);

    /// <summary>Where there are more than a turn may take, a look goes on after those of the look before.</summary>
    private IEnumerable<string> NextInTurn(IReadOnlyList<string> ids) => ids
        .OrderBy(id => string.CompareOrdinal(id, _lastSought) <= 0).ThenBy(id => id, StringComparer.Ordinal).Take(MostStepsInATurn);
}
