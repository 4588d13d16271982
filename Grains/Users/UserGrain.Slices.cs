using System.Collections.Immutable;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;
using NodaTime;

namespace HybridCalendar.Grains.Users;

/// <content>
/// Reads a slice of the calendar. One that Graph never gives leaves out itself alone: all others are read, and it is tried again like an event that fails.
/// </content>
internal sealed partial class UserGrain
{
    private async IAsyncEnumerable<int> StepThroughSliceAsync(CalendarPass pass, Instant start, Instant end)
    {
        pass.ReadSince.Clear();
        pass.Masters.Clear();
        var (exceptions, shown, pages) = (new List<CalendarEvent>(), new HashSet<string>(), 0);
        await foreach (var page in Services.Calendar.ListPagesAsync(Mail, start, end))
        {
            pages++;
            yield return 1;
            foreach (var single in page.Where(ev => ev.SeriesMasterId is null && !pass.Done.Contains(ev.Id)))
            {
                // Something may have been served since the page was read, and must not be undone by it.
                var isOld = pass.ReadSince.Contains(single.Id);
                await ReadInPassAsync(pass, single.Id, () => isOld ? ReadAsync(single.Id) : Task.FromResult<CalendarEvent?>(single));
                yield return 1;
            }
            pass.Masters.UnionWith(page.Where(ev => ev.IsOrganizer).Select(ev => ev.SeriesMasterId).OfType<string>());
            exceptions.AddRange(page.Where(ev => ev.Type == EventType.Exception));
            shown.UnionWith(page.Select(ev => ev.SeriesMasterId ?? ev.Id));
        }
        foreach (var id in pass.Masters.Where(id => !pass.Done.Contains(id)))
        {
            await ReadInPassAsync(pass, id, () => ReadSeriesAsync(id, pass.ReadSince.Contains(id) ? null : exceptions));
            yield return 1;
        }
        if (pages <= 1)
            yield break;
        // Pages are parts of a list that changes while they are read: what moved from one to another may have been on neither.
        foreach (var id in (await Services.Calendar.ListIdsAsync(Mail, start, end)).Where(id => !shown.Contains(id) && !pass.Done.Contains(id)))
        {
            await ReadInPassAsync(pass, id, () => ReadAsync(id));
            yield return 1;
        }
    }

    /// <returns>Whether the read goes on without the slice that failed; when not, the failure is for the whole mailbox, or the slice is tried again first.</returns>
    private async Task<bool> PassOverAsync(CalendarPass pass, Exception failure)
    {
        if (pass.Only is not null)
            _pass = null;
        if (!pass.IsInSlice || IsOfMailbox(failure) || (pass.Only is null && ++pass.Tries < CalendarPass.MostTries))
            return false;
        // Whether the slice is to blame or Graph is away, a call that has nothing to do with it tells.
        await Services.Calendar.GetPrimaryAddressAsync(Mail);
        if (pass.Only is { } slice)
        {
            await NoteTroubleAsync(CalendarSlices.KeyOf(slice), version: null, failure);
            return true;
        }
        pass.PassOver(failure);
        if (!pass.IsInSlice && pass.HasReadNothing)
        {
            // No part of the calendar, but all: it is not read yet, and tried again like any read.
            _pass = null;
            await WriteTroubledAsync(WithPassedOver(State.Troubled, pass));
            return false;
        }
        pass.Steps = StepAsync(pass).GetAsyncEnumerator();
        return true;
    }

    /// <summary>Reads a slice alone that failed, in turns of its own. While all is being read, it is tried once that is done.</summary>
    private async Task RetrySliceAsync(int slice)
    {
        if (_pass is not null)
            return;
        var pass = await BeginPassAsync(slice);
        pass.Steps = StepAsync(pass).GetAsyncEnumerator();
        _pass = pass;
        ReadSoon();
    }

    private async Task EndSliceAsync(int slice)
    {
        _pass = null;
        await ForgetTroubleAsync(CalendarSlices.KeyOf(slice));
    }

    protected override IEnumerable<HealthFinding> JudgeTroubles() =>
        Troubles.Judge(State.Troubled.RemoveRange(State.Troubled.Keys.Where(key => CalendarSlices.Find(key) is not null))).Concat(CalendarSlices.Judge(State.Troubled));

    /// <summary>Of a whole read: what it passed over fails, and no other slice does.</summary>
    private ImmutableDictionary<string, TroubledEvent> WithPassedOver(ImmutableDictionary<string, TroubledEvent> troubled, CalendarPass pass)
    {
        troubled = troubled.RemoveRange(troubled.Keys.Where(key => CalendarSlices.Find(key) is { } slice && !pass.PassedOver.ContainsKey(slice)));
        foreach (var (slice, failure) in pass.PassedOver)
            troubled = WithTrouble(troubled, CalendarSlices.KeyOf(slice), version: null, failure);
        return troubled;
    }
}
