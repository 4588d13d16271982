using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Timelines;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Series;

/// <inheritdoc cref="IMeetingSeriesGrain"/>
[GrainType(TypeName)]
internal sealed partial class MeetingSeriesGrain(
    [PersistentState("series")] IPersistentState<SeriesState> state, SeriesWorker worker, ConferenceDesk conferences, MailboxServices services)
    : Grain, IMeetingSeriesGrain, IRequestSource, IRemindable
{
    public const string TypeName = "series";

    /// <summary>
    /// What the catalog says; not known after an activation, as a crash may have come between the state and the catalog. Rooms ask only for
    /// what stands there.
    /// </summary>
    private ListedMeeting? _listed;

    /// <summary>What others are told: calls that interleave must not see a value whose write may still fail.</summary>
    private SeriesState _stored = new();

    private SeriesState State => state.State;

    private DateTimeOffset Now => services.Time.GetUtcNow();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stored = State;
        // A reminder's tick may have been missed while the host was down.
        if (State.Progress.HasWork || PlanConference(State) != State)
            WorkAfter(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public async Task<bool> Saw(MeetingSighting sighting)
    {
        sighting = UnlistedExceptions.Keep(sighting, State.Sighting);
        var organization = await GrainFactory.GetGrain<IOrganizationGrain>(services.OrganizationKey).GetSettings();
        var systems = await conferences.FindSystemsAsync([.. sighting.Rooms.Except(SeriesChange.LeftToRooms(State, sighting, Now))]);
        var known = OccurrenceSystems.KeepWhatRuns(State, OccurrenceSystems.Put(State, sighting, systems), sighting, Now);
        if (known.Masking != organization.TitleMasking)
            known = known with { Masking = organization.TitleMasking };
        await AcceptAsync(SeriesChange.Saw(known, sighting, organization, Now));
        return sighting.Keyword is not null || systems.Count > 0 || State.Conference is { MayHold: true };
    }

    public async Task RoomsMapped()
    {
        if (State is not { Sighting: { } seen, Progress.IsRemoved: false })
            return;
        await AcceptRoomsAsync(OccurrenceSystems.KeepWhatRuns(State, await FindRoomsAsync(State, seen), seen, Now));
    }

    public async Task RoomTakesOver(string room)
    {
        if (State is { Sighting: { } seen, Progress.IsRemoved: false } && seen.Rooms.Contains(room) && !State.RoomsOfTheirOwn.Contains(room))
            await AcceptRoomsAsync(await FindRoomsAsync(State with { RoomsOfTheirOwn = State.RoomsOfTheirOwn.Add(room) }, seen));
    }

    public async Task<MeetingCopy?> ProcessAgain()
    {
        if (State is not { Sighting: { } seen, Progress.IsRemoved: false })
            return null;
        await AcceptAsync(SeriesChange.Again(State, Now));
        return new MeetingCopy(seen.Organizer, seen.EventId);
    }

    public async Task Removed()
    {
        if (State.Sighting is not null)
            await AcceptLookAsync(SeriesChange.Removed(State, Now));
    }

    /// <param name="next">The meeting may be removed in it.</param>
    private async Task AcceptLookAsync(SeriesState next)
    {
        if (next.Progress.IsRemoved && !State.Progress.IsRemoved)
            await RemindToForgetAsync();
        await AcceptAsync(next);
    }

    public async Task Forget()
    {
        if (!SeriesLife.IsSpent(State, Now))
        {
            // Nobody sees a meeting that was removed or is over any more: what TMS or Webex refused to give up is tried again from here.
            if (State.Progress.IsRemoved || State.Sighting?.LastEnd <= Now)
                await AcceptAsync(SeriesReleases.Again(State, Now, SeriesReleases.Pause));
        }
        else if (State.Progress.IsRemoved)
            await ClearAsync();
        else
            await Ended();
    }

    public async Task Ended()
    {
        if (State.Sighting is null)
            return;
        // The sweep comes by again: what TMS still holds must not be forgotten before it is taken back.
        if (SeriesLife.IsHeld(State, Now))
        {
            await AcceptAsync(State);
            return;
        }
        await AcceptAsync(SeriesChange.Ended(State, Now));
        if (SeriesLife.IsFinished(State))
            await ClearAsync();
    }

    public async Task Answered(string requestId, SealedText answer)
    {
        var (read, problem) = await conferences.OpenAsync(requestId, answer);
        if (read is not null && State.Sighting is { } seen)
            await conferences.NoteOwnerAsync(seen.Organizer, read);
        await FinishAsync(requestId, () => read is not null ? ConferenceSteps.Answered(State, read, Now) : ConferenceSteps.Unreadable(State, problem!, Now));
    }

    public Task Unreadable(string requestId, string reason) =>
        FinishAsync(requestId, () => ConferenceSteps.Unreadable(State, reason, Now));

    public Task<SeriesJoin> GetJoin() => Task.FromResult(SeriesAnswers.Join(_stored));

    public Task<SeriesDetails?> GetDetails() => Task.FromResult(SeriesAnswers.Details(_stored, Now));

    public Task<MeetingCopy?> GetCopy() => Task.FromResult(
        _stored is { Sighting: { IsOfRoom: false } seen, Progress.IsRemoved: false } ? new MeetingCopy(seen.Organizer, seen.EventId) : null);

    public Task<Timeline> GetTimeline() => Task.FromResult(_stored.Timeline);

    private async Task<SeriesState> FindRoomsAsync(SeriesState state, MeetingSighting seen) =>
        OccurrenceSystems.Put(state, seen, await conferences.FindSystemsAsync([.. seen.Rooms.Except(state.RoomsOfTheirOwn)]));

    private async Task AcceptRoomsAsync(SeriesState next)
    {
        if (next != State)
            await AcceptAsync(next);
    }

    /// <summary>Stores what was decided, with what follows from it for TMS, and begins to do it.</summary>
    private async Task AcceptAsync(SeriesState decided)
    {
        var next = SeriesAnswers.Tell(State, PlanConference(decided));
        if (next.Progress.HasWork)
            await RemindOfWorkAsync();
        if (next != State)
            await WriteAsync(next);
        await ListAsync();
        if (State.Progress.HasWork)
            WorkAfter(TimeSpan.Zero);
    }

    /// <summary>What a connector told of a request that is not on its way any more is known already.</summary>
    private async Task FinishAsync(string requestId, Func<SeriesState> finish)
    {
        if (State.Conference?.RequestId == requestId)
            await AcceptAsync(finish());
        await conferences.AcknowledgeAsync(requestId);
        if (SeriesLife.IsFinished(State))
            await ClearAsync();
    }

    private SeriesState PlanConference(SeriesState next) => ConferenceSteps.Plan(next, Now, Guid.NewGuid().ToString("N"));

    private async Task WriteAsync(SeriesState next)
    {
        await RemindOfConferenceAsync(next);
        await state.WriteAsync(next);
        _stored = next;
    }

    /// <summary>Writes to the catalog what has changed of what it says.</summary>
    private async Task ListAsync()
    {
        if (State.Sighting is not { } seen)
            return;
        var listed = ListedMeeting.Of(State, Now);
        if (listed == _listed)
            return;
        _listed = null;
        await (listed.Row is { } row
            ? services.Catalog.PutMeetingAsync(row, listed.Rooms, listed.Declined)
            : services.Catalog.DeleteMeetingAsync(seen.ICalUId));
        _listed = listed;
    }

    /// <summary>The state goes before the reminder: a crash between the two leaves a reminder that ends itself.</summary>
    private async Task ClearAsync()
    {
        // Nobody answers it when the last connector was taken away.
        if (State.Conference?.RequestId is { } waiting)
            await conferences.AcknowledgeAsync(waiting);
        _listed = null;
        await services.Catalog.DeleteMeetingAsync(State.Sighting!.ICalUId);
        await state.ClearStateAsync();
        _stored = new SeriesState();
        await StopRemindingAsync();
        DeactivateOnIdle();
    }
}
