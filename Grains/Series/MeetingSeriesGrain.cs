using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Timelines;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Series;

/// <inheritdoc cref="IMeetingSeriesGrain"/>
[GrainType(TypeName)]
internal sealed partial class MeetingSeriesGrain(
    [PersistentState("series")] IPersistentState<SeriesState> state, SeriesWorker worker, ConferenceDesk conferences, MailboxServices services)
    : Grain, IMeetingSeriesGrain, IRequestSource, IRemindable
{
    public const string TypeName = "series";
    private const string ConferenceReminder = "conference";
    private const string WorkReminder = "work";
    private const string ForgetReminder = "forget";

    /// <summary>Work that is left may take longer than the day after which a removed meeting is forgotten.</summary>
    private static readonly TimeSpan s_forgetPeriod = TimeSpan.FromHours(1);

    /// <summary>A tick that is missed in a restart must not cost a meeting that is near. The reminder ends itself.</summary>
    private static readonly TimeSpan s_conferencePeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);
    private IGrainTimer? _work;
    private int _failures;
    private bool _isReminding;
    private IGrainReminder? _workReminder;

    /// <summary>
    /// What the catalog says; not known after an activation, as a crash may have come between the state and the catalog. Rooms ask only for
    /// what stands there.
    /// </summary>
    private ListedMeeting? _listed;
    private DateTimeOffset? _conferenceDue;

    /// <summary>What others are told: calls that interleave must not see a value whose write may still fail.</summary>
    private SeriesState _stored = new();

    private SeriesState State => state.State;

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
        var systems = await conferences.FindSystemsAsync([.. sighting.Rooms.Except(SeriesChange.LeftToRooms(State, sighting, services.Time.GetUtcNow()))]);
        var known = OccurrenceSystems.KeepWhatRuns(State, OccurrenceSystems.Put(State, sighting, systems), sighting, services.Time.GetUtcNow());
        if (known.Masking != organization.TitleMasking)
            known = known with { Masking = organization.TitleMasking };
        await AcceptAsync(PlanConference(SeriesChange.Saw(known, sighting, organization, services.Time.GetUtcNow())));
        return sighting.Keyword is not null || systems.Count > 0 || State.Conference is { MayHold: true };
    }

    public async Task RoomsMapped()
    {
        if (State is not { Sighting: { } seen, Progress.IsRemoved: false })
            return;
        await AcceptRoomsAsync(OccurrenceSystems.KeepWhatRuns(State, await FindRoomsAsync(State, seen), seen, services.Time.GetUtcNow()));
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
        await AcceptAsync(PlanConference(SeriesChange.Again(State, services.Time.GetUtcNow())));
        return new MeetingCopy(seen.Organizer, seen.EventId);
    }

    public async Task Removed()
    {
        if (State.Sighting is not null)
            await AcceptLookAsync(SeriesChange.Removed(State, services.Time.GetUtcNow()));
    }

    /// <param name="next">The meeting may be removed in it.</param>
    private async Task AcceptLookAsync(SeriesState next)
    {
        // Before the write: a crash between the two must not leave titles and addresses for ever.
        if (next.Progress.IsRemoved && !State.Progress.IsRemoved)
            await this.RegisterOrUpdateReminder(ForgetReminder, SeriesLife.AfterRemoval, s_forgetPeriod);
        await AcceptAsync(PlanConference(next));
    }

    public async Task Forget()
    {
        if (!SeriesLife.IsSpent(State, services.Time.GetUtcNow()))
        {
            // Nobody sees a meeting that was removed or is over any more: what TMS or Webex refused to give up is tried again from here.
            if (State.Progress.IsRemoved || State.Sighting?.LastEnd <= services.Time.GetUtcNow())
                await AcceptAsync(PlanConference(SeriesReleases.Again(State, services.Time.GetUtcNow(), SeriesReleases.Pause)));
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
        if (SeriesLife.IsHeld(State, services.Time.GetUtcNow()))
        {
            await AcceptAsync(PlanConference(State));
            return;
        }
        await AcceptAsync(SeriesChange.Ended(State, services.Time.GetUtcNow()));
        if (SeriesLife.IsFinished(State))
            await ClearAsync();
    }

    public async Task LookForItself()
    {
        // What a room sees is looked after by the room.
        if (State is not { Sighting: { IsOfRoom: false } seen, Progress.IsRemoved: false } || !(SeriesPlan.MakesMeeting(State.Progress.Action) || State.Conference is { MayHold: true }))
            return;
        await AcceptLookAsync(await LookAsync(seen));
    }

    private async Task<SeriesState> LookAsync(MeetingSighting seen)
    {
        var users = await services.Catalog.FindUsersAsync([seen.Organizer]);
        var watch = users.GetValueOrDefault(seen.Organizer);
        try
        {
            return watch switch
            {
                MailboxWatch.Off => UnwatchedSeries.Found(State, await services.Calendar.GetEventAsync(seen.Organizer, seen.EventId), services.Time.GetUtcNow()),
                MailboxWatch.Refused => await LookForMailboxAsync(seen.Organizer),
                // Since it was listed his calendar is read: that tells more.
                _ => State,
            };
        }
        catch (GraphException refusal) when (IsNoMailbox(refusal, watch))
        {
            LogNoMailbox(services.Log, refusal);
            return UnwatchedSeries.NoMailbox(State, services.Time.GetUtcNow());
        }
        catch (GraphException refusal) when (watch == MailboxWatch.Off && refusal.Error == GraphError.AccessDenied)
        {
            LogNotLookedFor(services.Log, refusal);
            return UnwatchedSeries.Closed(State, services.Time.GetUtcNow());
        }
        catch (GraphException refusal) when (watch == MailboxWatch.Refused)
        {
            // Whether there is a mailbox is not known now.
            LogNotLookedFor(services.Log, refusal);
            return State;
        }
    }

    private async Task<SeriesState> LookForMailboxAsync(string organizer)
    {
        await services.Calendar.GetPrimaryAddressAsync(organizer);
        return UnwatchedSeries.MailboxBack(State);
    }

    /// <summary>Asked for an event, a mailbox that is there says so, too, when it lacks the event.</summary>
    private static bool IsNoMailbox(GraphException refusal, MailboxWatch watch) =>
        refusal.Error == GraphError.MailboxNotEnabled || (refusal.Error == GraphError.NotFound && watch == MailboxWatch.Refused);

    public async Task Answered(string requestId, SealedText answer)
    {
        var (read, problem) = await conferences.OpenAsync(requestId, answer);
        if (read is not null && State.Sighting is { } seen)
            await conferences.NoteOwnerAsync(seen.Organizer, read);
        var now = services.Time.GetUtcNow();
        await FinishAsync(requestId, () => read is not null ? ConferenceSteps.Answered(State, read, now) : ConferenceSteps.Unreadable(State, problem!, now));
    }

    public Task Unreadable(string requestId, string reason) =>
        FinishAsync(requestId, () => ConferenceSteps.Unreadable(State, reason, services.Time.GetUtcNow()));

    public Task<SeriesJoin> GetJoin() => Task.FromResult(SeriesAnswers.Join(_stored));

    public Task<SeriesDetails?> GetDetails() => Task.FromResult(SeriesAnswers.Details(_stored, services.Time.GetUtcNow()));

    public Task<MeetingCopy?> GetCopy() => Task.FromResult(
        _stored is { Sighting: { IsOfRoom: false } seen, Progress.IsRemoved: false } ? new MeetingCopy(seen.Organizer, seen.EventId) : null);

    public Task<Timeline> GetTimeline() => Task.FromResult(_stored.Timeline);

    /// <summary>A crash left work undone, or it takes long; or the meeting was removed a day ago.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName == ForgetReminder)
        {
            await Forget();
            // Forgotten, or there again.
            if (!State.Progress.IsRemoved)
                await EndReminderAsync(ForgetReminder);
            return;
        }
        if (reminderName == ConferenceReminder)
        {
            // It may have been forgotten since.
            if (State.Sighting is not null)
                await AcceptAsync(PlanConference(State));
            if (State.Conference?.AskAgainAt is null || SeriesLife.IsPast(State, services.Time.GetUtcNow()))
            {
                _conferenceDue = null;
                await EndReminderAsync(ConferenceReminder);
            }
            return;
        }
        (_isReminding, _workReminder) = (true, null);
        if (!State.Progress.HasWork)
            await StopRemindingAsync();
        else
            WorkAfter(TimeSpan.Zero);
    }

    private async Task<SeriesState> FindRoomsAsync(SeriesState state, MeetingSighting seen) =>
        OccurrenceSystems.Put(state, seen, await conferences.FindSystemsAsync([.. seen.Rooms.Except(state.RoomsOfTheirOwn)]));

    private async Task AcceptRoomsAsync(SeriesState next)
    {
        if (next != State)
            await AcceptAsync(PlanConference(next));
    }

    private async Task AcceptAsync(SeriesState next)
    {
        if (next.Progress.HasWork && !_isReminding)
        {
            // Before the write: a crash between the two must not leave work that nobody remembers.
            _workReminder = await this.RegisterOrUpdateReminder(WorkReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
            _isReminding = true;
        }
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
            await AcceptAsync(PlanConference(finish()));
        await conferences.AcknowledgeAsync(requestId);
        if (SeriesLife.IsFinished(State))
            await ClearAsync();
    }

    private SeriesState PlanConference(SeriesState next) =>
        ConferenceSteps.Plan(next, services.Time.GetUtcNow(), Guid.NewGuid().ToString("N"));

    /// <summary>Before the write: a crash between the two must not leave TMS unasked for ever.</summary>
    private async Task RemindOfConferenceAsync(SeriesState next)
    {
        if (next.Conference?.AskAgainAt is not { } due || due == _conferenceDue)
            return;
        var pause = due - services.Time.GetUtcNow();
        await this.RegisterOrUpdateReminder(ConferenceReminder, pause > TimeSpan.Zero ? pause : TimeSpan.Zero, s_conferencePeriod);
        _conferenceDue = due;
    }

    private async Task WriteAsync(SeriesState next)
    {
        await RemindOfConferenceAsync(next);
        await state.WriteAsync(next);
        _stored = next;
    }

    private void WorkAfter(TimeSpan pause)
    {
        _work ??= this.RegisterGrainTimer(
            WorkInTimeAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        _work.Change(pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What other grains could not do in time is tried again soon; the reminder is the limit of how long nothing happens.</summary>
    private async Task WorkInTimeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WorkAsync(cancellationToken);
            _failures = 0;
        }
        catch (Exception failure) when (failure is TimeoutException or OrleansMessageRejectionException)
        {
            LogPostponed(services.Log, failure);
            WorkAfter(services.Jitter.PauseAfter(++_failures, s_longestPause));
        }
    }

    /// <summary>One step a turn, each stored: rooms that are told of join details ask for them at once, and are not told again.</summary>
    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (!State.Progress.HasWork)
        {
            await AcceptAsync(PlanConference(State));
            return;
        }
        await ListAsync();
        var before = State;
        var (done, pause) = await worker.DoNextAsync(before, this.GetPrimaryKeyString(), cancellationToken);
        var next = PlanConference(done);
        await WriteAsync(next);
        await ListAsync();
        if (next.Progress.HasWork)
            WorkAfter(pause);
        else if (SeriesLife.IsFinished(next))
            await ClearAsync();
        else
            await StopRemindingAsync();
    }

    /// <summary>Writes to the catalog what has changed of what it says.</summary>
    private async Task ListAsync()
    {
        if (State.Sighting is not { } seen)
            return;
        var listed = ListedMeeting.Of(State, services.Time.GetUtcNow());
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

    private async Task StopRemindingAsync()
    {
        if (!_isReminding)
            return;
        if (_workReminder is { } known)
            await this.UnregisterReminder(known);
        else
            await EndReminderAsync(WorkReminder);
        (_isReminding, _workReminder) = (false, null);
    }

    private async Task EndReminderAsync(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "There is no mailbox of an organizer whose calendar is not read")]
    private static partial void LogNoMailbox(ILogger logger, Exception refusal);

    [LoggerMessage(Level = LogLevel.Information, Message = "What became of a meeting of an organizer whose calendar is not read could not be found out now")]
    private static partial void LogNotLookedFor(ILogger logger, Exception refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The work of a meeting could not go on now; it is tried again")]
    private static partial void LogPostponed(ILogger logger, Exception failure);
}
