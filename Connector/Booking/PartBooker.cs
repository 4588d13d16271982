using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>Makes TMS hold the parts of one meeting as planned. What TMS holds already is left alone: each save costs its instances their ids.</summary>
internal sealed class PartBooker(ITmsBooking tms, RoomTrial trial, MeetingInTms meeting, ConferenceWriter writer, string meetingId, Instant now)
{
    /// <summary>More instances than this are not deleted or mended one by one: saving the series once is cheaper.</summary>
    private const int MostOneByOne = 5;

    /// <summary>An instance that starts within this time may run by the time that TMS takes out its series.</summary>
    private static readonly Duration s_callsTake = Duration.FromMinutes(2);

    private readonly List<string> _notes = [];
    private readonly List<KeptInstance> _begun = [];

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Instances that were to be taken out and began before they were: they stay until they end.</summary>
    public IReadOnlyList<KeptInstance> Begun => _begun;

    /// <summary>Whether TMS did not make an occurrence that it was to hold.</summary>
    public bool IsShort { get; private set; }

    /// <summary>The numbers of the parts that were saved: what ran of them is a conference by itself now.</summary>
    public HashSet<int> Saved { get; } = [];

    /// <returns>The conference as TMS holds it then, with how to join it.</returns>
    public async Task<TmsConference> BookAsync(PlannedPart part, CancellationToken cancel)
    {
        var key = MeetingKey.Of(meetingId, part.Number);
        var there = meeting.Conferences.GetValueOrDefault(part.Number);
        var saved = there is null ? await SaveAsync(await tms.NewAsync(cancel), part, key, cancel)
            : part.IsSeries ? await UpdateSeriesAsync(there, part, key, cancel)
            : await UpdateSingleAsync(there, part, key, cancel);
        // What a save answers may lack what only reading tells.
        return saved["ConferenceInfoText"] is null && saved["JoinUri"] is null ? await tms.FindAsync(key, cancel) ?? saved : saved;
    }

    /// <summary>Takes out of TMS what is still to come of a part. An instance that runs stays until it ends.</summary>
    /// <param name="number">The part.</param>
    /// <param name="endsSingle">Whether a single conference that runs is ended.</param>
    /// <param name="cancel">Ends the work early.</param>
    public async Task RemoveAsync(int number, bool endsSingle, CancellationToken cancel)
    {
        var key = MeetingKey.Of(meetingId, number);
        var there = meeting.Conferences[number];
        if (there.Pattern is null)
        {
            if (!MeetingInTms.IsRunning(there, await tms.NowAsync(cancel)) || (endsSingle && !meeting.IsKept(there)))
                await tms.DeleteAsync(key, cancel);
            return;
        }
        // Deleting the series would end an instance that runs.
        var soon = await tms.NowAsync(cancel) + s_callsTake;
        var stays = false;
        foreach (var near in meeting.InstancesOf(number).Where(instance => instance.Start <= soon).OrderBy(instance => instance.Start))
            stays |= !await TryRemoveAsync(key, near, cancel);
        if (!stays)
        {
            await tms.DeleteAsync(key, cancel);
            return;
        }
        foreach (var pending in meeting.InstancesOf(number).Where(instance => instance.Start > soon).Concat(await meeting.HiddenOfAsync(number, tms, cancel)))
            await TryRemoveAsync(key, pending, cancel);
    }

    /// <summary>
    /// TMS takes no change of a part: what it holds of it at another time, in rooms that are not invited any more, or leading elsewhere is taken out.
    /// An instance that runs stays until it ends.
    /// </summary>
    public async Task TakeOutStaleAsync(PlannedPart part, CancellationToken cancel)
    {
        var there = meeting.Conferences[part.Number];
        var instances = meeting.InstancesOf(part.Number);
        var wanted = part.Instances.Select(slot => slot.Start).ToHashSet();
        IEnumerable<Instant> starts = there.Pattern is null ? [there.Start!.Value] : instances.Select(instance => instance.Start);
        if (there.Pattern is not null != part.IsSeries || !writer.StillLeadsToMeeting(there, part) || !starts.Any(wanted.Contains))
        {
            await RemoveAsync(part.Number, endsSingle: false, cancel);
            return;
        }
        foreach (var stale in instances.Where(instance => !wanted.Contains(instance.Start)))
            await TryRemoveAsync(MeetingKey.Of(meetingId, part.Number), stale, cancel);
    }

    /// <returns>False when the instance runs, and stays.</returns>
    private async Task<bool> TryRemoveAsync(string key, InstanceInTms instance, CancellationToken cancel)
    {
        if (instance.IsRunning(await tms.NowAsync(cancel)))
        {
            if (!instance.IsRunning(now))
                _begun.Add(meeting.Kept(instance));
            return false;
        }
        await tms.DeleteInstanceAsync(key, instance.OriginalStart, cancel);
        return true;
    }

    private async Task<TmsConference> UpdateSingleAsync(TmsConference there, PlannedPart part, string key, CancellationToken cancel)
    {
        var slot = part.Slots[0];
        if (there.Pattern is null && meeting.IsRunning(there) && there.Start is { } start && start != slot.Start)
        {
            _notes.Add("The meeting runs: TMS keeps its start.");
            slot = slot with { Start = start };
            part = part with { Slots = [slot] };
        }
        return writer.IsSameMeeting(there, part) && writer.IsAtTimeOf(there, slot) && there.Status != "Defective"
            ? there
            : await SaveAsync(there.Copy(), part, key, cancel);
    }

    private async Task<TmsConference> UpdateSeriesAsync(TmsConference there, PlannedPart part, string key, CancellationToken cancel)
    {
        var pending = meeting.InstancesOf(part.Number).Where(instance => !instance.IsRunning(now)).ToList();
        var wanted = part.Instances.ToDictionary(slot => slot.PatternStart);
        var surplus = pending.Where(instance => !wanted.ContainsKey(instance.OriginalStart)).ToList();
        var known = pending.ToDictionary(instance => instance.OriginalStart);
        var isWhole = writer.IsSameMeeting(there, part)
            && !meeting.MayHoldMore
            && surplus.Count <= MostOneByOne
            && pending.Count(instance => instance.IsDefective) <= MostOneByOne
            && wanted.Values.All(slot => known.TryGetValue(slot.PatternStart, out var instance) && (slot.Exception is not null || writer.IsAtTimeOf(instance.Conference, slot)));
        if (!isWhole)
            return await SaveAsync(there.Copy(), part, key, cancel);
        foreach (var instance in surplus)
            await TryRemoveAsync(key, instance, cancel);
        foreach (var slot in wanted.Values.Where(slot => slot.Exception is not null || known[slot.PatternStart].IsDefective))
            await SaveInstanceAsync(key, slot, known[slot.PatternStart], cancel);
        return there;
    }

    private async Task<TmsConference> SaveAsync(TmsConference conference, PlannedPart part, string key, CancellationToken cancel)
    {
        var before = conference.Systems.ToList();
        writer.WriteWhole(conference, part, key, account: await tms.NewAsync(cancel));
        // A new conference TMS just refuses.
        if (conference.Id > 0)
            await trial.CheckAsync(conference.Systems.Except(before), cancel);
        var saved = await tms.SaveAsync(conference, cancel);
        trial.Booked(conference.Systems);
        Saved.Add(part.Number);
        if (part.IsSeries)
        {
            foreach (var slot in part.Instances.Where(slot => slot.Exception is not null))
                await SaveInstanceAsync(key, slot, null, cancel);
        }
        return saved;
    }

    private async Task SaveInstanceAsync(string key, PlannedSlot slot, InstanceInTms? listed, CancellationToken cancel)
    {
        var isDefective = listed is { IsDefective: true };
        // The list tells no participants.
        if (listed is not null && !isDefective && writer.IsAtTimeOf(listed.Conference, slot) && slot.Exception?.Rooms is null)
            return;
        if (await tms.FindInstanceAsync(key, slot.PatternStart, cancel) is not { } instance)
        {
            IsShort = true;
            _notes.Add("TMS does not hold an occurrence that was changed in the calendar; it may have met one that runs.");
            return;
        }
        // Saving a defective one again books it if it can be booked by now.
        if (!isDefective && writer.IsAtTimeOf(instance, slot) && writer.HasPeopleOf(instance, slot))
            return;
        var before = instance.Systems.ToList();
        writer.WriteInstance(instance, slot);
        await trial.CheckAsync(instance.Systems.Except(before), cancel);
        await tms.SaveInstanceAsync(instance, cancel);
    }
}
