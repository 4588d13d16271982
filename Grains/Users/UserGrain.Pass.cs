using System.Collections.Immutable;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;
using NodaTime;

namespace HybridCalendar.Grains.Users;

/// <content>Reads the whole calendar, in many short turns: between them hints are served, whose callers wait no longer than a call may take.</content>
internal sealed partial class UserGrain
{
    /// <summary>Each step may cost a call to Graph, to another grain, or to storage.</summary>
    private const int MostStepsInATurn = 200;
    private static readonly TimeSpan s_longestTurn = TimeSpan.FromSeconds(5);

    /// <summary>Graph lists no more than 1,825 days at once.</summary>
    private static readonly Duration s_longestWindow = Duration.FromDays(1800);

    /// <summary>Devices show yesterday's meetings too, so their series are kept a little longer.</summary>
    private static readonly TimeSpan s_keptAfterEnd = TimeSpan.FromDays(3);
    private CalendarPass? _pass;

    protected override bool IsReading => _pass?.Steps is not null;

    /// <summary>Goes on where the turn before ended; after a failure at the beginning of the slice that failed, past what was done of it.</summary>
    protected override async Task ReadAllAsync()
    {
        var pass = _pass ??= await BeginPassAsync();
        pass.Steps ??= StepAsync(pass).GetAsyncEnumerator();
        if (!await MoveOnAsync(pass, pass.Steps))
            return;
        // Who asked for it meanwhile did not ask for a read that had begun before.
        var isAskedAgain = pass.Asked != WholeReadsAsked;
        if (pass.Only is { } slice)
            await EndSliceAsync(slice);
        else
            await EndPassAsync(pass, isAskedAgain);
        if (isAskedAgain)
            ReadSoon();
    }

    private async Task EndPassAsync(CalendarPass pass, bool isAskedAgain)
    {
        var from = pass.StartedAt.ToDateTimeOffset();
        var wasUnread = IsUnread;
        await WriteAsync(State with
        {
            LastReadAll = isAskedAgain ? State.LastReadAll : from,
            ReadAllAt = null,
            LastReconciled = State.LastReconciled > from ? State.LastReconciled : from,
            Horizon = pass.Horizon,
            Troubled = WithPassedOver(State.Troubled, pass),
        });
        // Not before: where the write fails, only the write is done again.
        _pass = null;
        await TellTroublesAsync();
        await TellReadAsync(wasUnread);
    }

    private async Task<CalendarPass> BeginPassAsync(int? only = null)
    {
        var start = ToInstant(Now);
        var horizon = HorizonOf(await GetOrganizationAsync());
        return new CalendarPass(start, horizon.DailyUntil(start) ?? start + s_longestWindow, horizon, WholeReadsAsked, only);
    }

    /// <returns>Whether the calendar is read to its end; when not, it is for another turn to go on.</returns>
    private async Task<bool> MoveOnAsync(CalendarPass pass, IAsyncEnumerator<int> steps)
    {
        var until = Now + s_longestTurn;
        try
        {
            for (var done = 0; done < MostStepsInATurn && Now < until; done++)
            {
                if (!await steps.MoveNextAsync())
                    return true;
            }
            return false;
        }
        catch (Exception failure)
        {
            pass.Steps = null;
            if (!await PassOverAsync(pass, failure))
                throw;
            return false;
        }
    }

    /// <summary>After each step a turn may end: what was read of the state before may be out of date then.</summary>
    private async IAsyncEnumerable<int> StepAsync(CalendarPass pass)
    {
        for (; pass.IsInSlice; pass.NextSlice())
        {
            await foreach (var step in StepThroughSliceAsync(pass, pass.SliceStart, pass.SliceEnd))
                yield return step;
        }
        if (pass.Only is not null)
            yield break;
        foreach (var uid in await ListForgottenAsync())
        {
            await AdoptAsync(uid);
            yield return 1;
        }
        var failed = State.Troubled.Keys.Where(key => CalendarSlices.Find(key) is null);
        foreach (var id in KnownElsewhere(pass.StartedAt).Union(failed).Union(pass.MastersLeft).Where(id => !pass.Done.Contains(id)).ToList())
        {
            await ReadInPassAsync(pass, id, () => ReadAsync(id));
            yield return 1;
        }
        foreach (var id in State.Meetings.Keys.Where(IsLongOver).ToList())
        {
            await EndMeetingAsync(id);
            yield return 1;
        }
    }

    private async Task ReadInPassAsync(CalendarPass pass, string id, Func<Task<CalendarEvent?>> read)
    {
        await TryEventAsync(id, async () => await ProcessAsync(id, await read(), isDailyPass: true));
        pass.Done.Add(id);
    }

    private bool IsLongOver(string id) => State.Meetings.TryGetValue(id, out var meeting) && meeting.LastEnd < Now - s_keptAfterEnd;

    private async Task EndMeetingAsync(string id)
    {
        if (IsLongOver(id))
        {
            await TryEventAsync(id, async () =>
            {
                await Series(State.Meetings[id].ICalUId).Ended();
                await WriteAsync(State with { Meetings = State.Meetings.Remove(id) });
            });
        }
    }

    /// <summary>Meetings that do not wait beyond the horizon.</summary>
    private List<string> KnownElsewhere(Instant now) =>
        [.. State.Meetings.Where(known => !(known.Value.TakeUpAt > now.ToDateTimeOffset())).Select(OfWhole).Distinct()];
}
