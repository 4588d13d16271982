using System.Collections.Immutable;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Rooms;

/// <content>
/// A TMS room's own calendar is all that we see of meetings whose organizers' mailboxes nobody watches: it has TMS book the room for each
/// occurrence that devices would hold.
/// </content>
internal sealed partial class RoomMailboxGrain
{
    public Task TmsSystemChanged()
    {
        if (IsEnabled)
            ReadSoon();
        return Task.CompletedTask;
    }

    /// <summary>The address by which TMS's system is known, and the system; null when none stands in the room.</summary>
    private async Task<(string Room, long System)?> FindSystemAsync() =>
        RoomTmsPlan.SystemOf(await tmsRooms.FindSystemsAsync([Mail, State.Mailbox ?? Mail]), GrainKeys.Normalize(Mail), State.Mailbox);

    private async Task<RoomTmsPlan> PlanTmsAsync(RoomRead read, string room)
    {
        var mailboxes = await Services.Catalog.FindOrganizersAsync(read.Shown.Select(shown => shown.SeriesUId).OfType<string>().Distinct());
        var users = await Services.Catalog.FindUsersAsync(read.Shown.Select(MailboxOf).Where(address => address.Length > 0).Distinct());
        return RoomTmsPlan.Make(
            read.Shown, room, shown => users.TryGetValue(MailboxOf(shown), out var watch) ? watch : null, State, Services.JoinRules.Current, Now, read.Unread);

        string MailboxOf(ShownMeeting shown) => shown.SeriesUId is { } series && mailboxes.GetValueOrDefault(series) is { } mailbox ? mailbox : shown.Organizer;
    }

    /// <summary>Tells the series what TMS is to book and to give up. What was given up goes first: it may be in the way.</summary>
    /// <param name="plan">What is to become of the room's meetings.</param>
    /// <param name="system">The room's system.</param>
    private async Task TellTmsAsync(RoomTmsPlan plan, long system)
    {
        var (held, troubled) = (State.InTms, State.Troubled);
        foreach (var (uid, known) in State.InTms.Where(one => !plan.Wanted.ContainsKey(one.Key) && !plan.AsBefore.Contains(one.Key)))
        {
            // What is over is forgotten by itself.
            if (known.End <= Now || await TryTellTmsAsync(uid, version: null, () => Series(uid).Removed()))
                held = held.Remove(uid);
        }
        foreach (var (uid, (shown, sighting)) in plan.Wanted)
        {
            var digest = RoomSightings.Digest(sighting, system, Now);
            if (held[uid].Told == digest || await TryTellTmsAsync(uid, digest, () => BookAsync(shown, sighting)))
                (held, troubled) = (held.SetItem(uid, held[uid] with { Told = digest }), troubled.Remove(RoomTmsPlan.KeyOf(uid)));
        }
        troubled = troubled.RemoveRange(troubled.Keys.Where(key => RoomTmsPlan.IsKey(key) && !IsLeft(key)));
        if (held != State.InTms || troubled != State.Troubled)
        {
            await WriteAsync(State with { InTms = held, Troubled = troubled });
            await TellTroublesAsync();
        }

        bool IsLeft(string key) => held.Keys.Concat(plan.AsBefore).Any(uid => RoomTmsPlan.KeyOf(uid) == key);

        async Task<bool> TryTellTmsAsync(string uid, string? version, Func<Task> tell)
        {
            var key = RoomTmsPlan.KeyOf(uid);
            if (troubled.TryGetValue(key, out var trouble) && trouble.Version == version && Now < trouble.NextTry)
                return false;
            try
            {
                await tell();
                return true;
            }
            catch (Exception failure) when (!MailboxFailures.Is(failure))
            {
                troubled = WithTrouble(troubled, key, version, failure);
                return false;
            }
        }
    }

    /// <summary>The organizer's own series may have had TMS book the room while his mailbox was watched.</summary>
    private async Task BookAsync(ShownMeeting shown, MeetingSighting sighting)
    {
        if (shown.SeriesUId is { } series)
            await Series(series).RoomTakesOver(sighting.Rooms[0]);
        await Series(sighting.ICalUId).Saw(sighting);
    }

    /// <summary>Nobody sees the room's calendar any more. What runs goes on to its end.</summary>
    /// <returns>What could not be given up now.</returns>
    private async Task<ImmutableDictionary<string, RoomConference>> GiveUpTmsAsync()
    {
        var running = RoomTmsPlan.GiveUp(State, Now).AsBefore;
        var left = State.InTms.RemoveRange(State.InTms.Where(one => one.Value.End <= Now || running.Contains(one.Key)).Select(one => one.Key));
        foreach (var uid in left.Keys)
        {
            try
            {
                await Series(uid).Removed();
                left = left.Remove(uid);
            }
            catch (Exception failure) when (!MailboxFailures.Is(failure))
            {
                LogNotGivenUp(Services.Log, failure);
            }
        }
        return left;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A meeting that TMS books for a workspace that was switched off could not be given up now; it is tried again")]
    private static partial void LogNotGivenUp(ILogger logger, Exception failure);

    private IMeetingSeriesGrain Series(string uid) => GrainFactory.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));
}
