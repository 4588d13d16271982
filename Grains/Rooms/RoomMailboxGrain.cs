using System.Collections.Immutable;
using System.Globalization;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Rooms;

/// <inheritdoc cref="IRoomMailboxGrain"/>
[GrainType("room")]
internal sealed partial class RoomMailboxGrain(
    [PersistentState("room")] IPersistentState<RoomState> state, MailboxServices services, TmsRooms tmsRooms)
    : MailboxGrain<RoomState>(state, services), IRoomMailboxGrain
{
    /// <summary>An administrator waits for it.</summary>
    private static readonly TimeSpan s_longestLookUp = TimeSpan.FromSeconds(5);
    private readonly RoomAnswers _answers = new(services.Options.ReconcilePeriod / 2);

    protected override bool IsEnabledIn(RoomState state) => state.Settings.CalendarEnabled;

    protected override int CountMeetings(RoomState state) => state.Bookings.Length;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        SetAlertTimer();
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task<WorkspaceConflict?> Configure(WorkspaceSettings settings)
    {
        var mailbox = settings.CalendarEnabled ? State.Mailbox ?? await FindMailboxAsync() : State.Mailbox;
        if (await Services.Claims.TakeAsync(Mail, mailbox ?? Mail, settings.Devices) is { } conflict)
            return conflict;
        // The devices that leave are part of the same write: after a crash they are still known.
        var leaving = State.Leaving.Union(State.Settings.Devices).Except(settings.Devices);
        // What an administrator changed may be the cure of what failed.
        var troubled = Troubles.Anew(State.Troubled, Now);
        _answers.Forget();
        if (settings.CalendarEnabled)
            await BeginAsync();
        await WriteAsync(State with
        {
            Settings = settings,
            IsRemoved = false,
            MovesTo = null,
            Mailbox = mailbox,
            Leaving = [.. leaving],
            Unshown = [.. State.Unshown.Intersect(settings.Devices)],
            Outline = null,
            Troubled = troubled,
        });
        await PublishAsync();
        await ClearLeavingAsync();
        if (!settings.CalendarEnabled && (State.Subscription is not null || !State.Bookings.IsEmpty || !State.InTms.IsEmpty))
            await SwitchOffAsync();
        await FollowUpDevicesAsync();
        return null;
    }

    public async Task<WorkspaceUpdate> ConfigureFrom(WorkspaceSettings read, WorkspaceSettings settings) =>
        State.Settings != read ? new WorkspaceUpdate(IsStale: true) : new WorkspaceUpdate(await Configure(settings));

    public Task<WorkspaceSettings> GetSettings() => Task.FromResult(Stored.Settings);

    public async Task JoinDetailsChanged(string seriesKey)
    {
        _answers.Forget(seriesKey);
        _isOutdated = true;
        if (!IsEnabled)
            return;
        ReadSoon();
        // Who speaks can be asked.
        await ForgetTroubleAsync(seriesKey);
    }

    /// <summary>It is also how an organizer tells that he was switched on or off.</summary>
    public override Task CatchUp()
    {
        _answers.Forget();
        return base.CatchUp();
    }

    public Task<ImmutableArray<RoomBooking>> GetBookings() => Task.FromResult(Stored.Bookings);

    public Task<ImmutableArray<RoomLeftOut>> GetLeftOut() => Task.FromResult(Stored.LeftOut);

    public Task<Timeline> GetTimeline() => Task.FromResult(Stored.Timeline);

    public override async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (State.IsRemoved)
        {
            await FinishRemovalAsync();
            return;
        }
        switch (reminderName)
        {
            case AlertReminder:
                await TakeAlertReminderAsync();
                break;
            case DevicesReminder:
                await ShowAgainAsync();
                break;
            default:
                _mustVerify = true;
                _answers.Forget();
                if (IsEnabled || !IsSetUp)
                    await base.ReceiveReminder(reminderName, status);
                else
                    await SwitchOffAsync();
                break;
        }
    }

    protected override Task PublishAsync() => State.IsRemoved ? Task.CompletedTask : Services.Catalog.PutWorkspaceAsync(new WorkspaceRow
    {
        Mail = Mail,
        DisplayName = State.Settings.DisplayName,
        CalendarEnabled = State.Settings.CalendarEnabled,
        Problem = Problem,
    });

    /// <summary>A hint may name a master of which an occurrence changed, or an event that is gone: the window says what is true.</summary>
    protected override Task ReadChangedAsync(IReadOnlyCollection<string> eventIds) => ReadCalendarAsync();

    /// <summary>Asks alone what failed; when it answers, the list follows.</summary>
    protected override async Task RetryAsync(string key)
    {
        if (!State.Troubled.TryGetValue(key, out var trouble))
            return;
        if (RoomQuestions.IsOfRead(key) || RoomTmsPlan.IsKey(key) || RoomDays.Find(key) is not null)
        {
            await ReadAllAsync();
            return;
        }
        try
        {
            await RoomQuestions.RepeatAsync(Services, GrainFactory, Mail, key);
        }
        catch (Exception failure) when (!MailboxFailures.Is(failure))
        {
            await NoteTroubleAsync(key, trouble.Version, failure);
            return;
        }
        await ForgetTroubleAsync(key);
        await ReadAllAsync();
    }

    protected override Task ReadAllAsync()
    {
        _answers.Forget();
        return ReadCalendarAsync();
    }

    private async Task ReadCalendarAsync()
    {
        await ClearLeavingAsync();
        if (State.Mailbox is null)
            await ClaimMailboxAsync();
        var (declined, system) = (await CountDeclinedAsync(), await FindSystemAsync());
        var reader = new RoomReader(Services, GrainFactory, State.Settings.Over(await GetOrganizationAsync()));
        var read = await ReadAsync(reader, Besides(declined, system));
        // Devices first: a crash in between leaves the hint, and the same list shown twice is shown once.
        var unshown = await ShowAsync(State.Settings.Devices, read.BookingsJson, ChangeTime.Of(State.Calendar, State.Bookings, read, Now));
        _list = unshown.IsEmpty ? null : read.BookingsJson;
        var forTms = system is { } inTms ? await PlanTmsAsync(read, inTms.Room) : RoomTmsPlan.GiveUp(State, Now);
        var (noted, awaited) = (forTms.Noted(State.InTms), forTms.AwaitedAfter(State.AwaitedInTms));
        read = read with { Bookings = forTms.Marked(read.Bookings, noted) };
        var troubled = State.Troubled.RemoveRange(State.Troubled.Keys.Where(key => !read.Unanswered.Contains(key) && !RoomTmsPlan.IsKey(key)));
        foreach (var (key, version, failure) in read.Failures.Concat(forTms.Failures))
            troubled = WithTrouble(troubled, key, version, failure);
        var copies = read.Copies.Select(copy => copy.Event).ToList();
        var unanswered = UnansweredInvitations.Track(State.Unanswered, copies, Now);
        var outside = UnansweredInvitations.Outside(Mail, unanswered, copies);
        var isDue = State.LastReadAll is null || Now - State.LastReadAll > Services.Options.ReconcilePeriod / 2;
        var isSame = read.Outline == State.Outline && read.Bookings.SequenceEqual(State.Bookings) && read.LeftOut.SequenceEqual(State.LeftOut)
            && unanswered == State.Unanswered && outside.SequenceEqual(State.UnansweredOutside) && troubled == State.Troubled && unshown.SequenceEqual(State.Unshown)
            && noted == State.InTms && awaited == State.AwaitedInTms;
        if (isDue || !isSame)
            await WriteAsync(State with
            {
                Masters = read.Masters,
                Bookings = read.Bookings,
                LeftOut = read.LeftOut,
                Unanswered = unanswered,
                UnansweredOutside = outside,
                Outline = read.Outline,
                Calendar = read.Calendar,
                AlsoAsked = read.AlsoAsked,
                Organizers = read.Organizers,
                InTms = noted,
                AwaitedInTms = awaited,
                Unshown = unshown,
                Troubled = troubled,
                Alerted = AlertPlan.StillListed(Given, read.Bookings),
                LastReadAll = Now,
                ReadAllAt = null,
                LastReconciled = Now,
                Timeline = RoomStory.Add(State.Timeline, State, read, Now),
            });
        // Not before: where the write fails, what was listed still is, and was given.
        _given = AlertPlan.StillListed(Given, read.Bookings);
        _isOutdated = false;
        await ScheduleAlertsAsync();
        await TellTroublesAsync();
        await FollowUpDevicesAsync();
        await NoteAsync(MailboxFindings.IsSeen, RoomHealth.Judge(
            Mail, [.. read.Copies.Select(Describe)], declined, Duration.FromTimeSpan(Services.Options.AnswerWait)));
        await CountButtonsAsync();
        // Last: series that do not answer take their time.
        await TellTmsAsync(forTms, system?.System ?? 0);
    }

    /// <summary>What decides besides the calendar.</summary>
    private string Besides(int declined, (string Room, long System)? system) =>
        string.Create(CultureInfo.InvariantCulture, $"{declined} {system?.System} {State.AwaitedInTms.Values.Any(since => RoomTmsPlan.IsAwaitedNoMore(since, Now))}");

    protected override RoomState WithFindings(ImmutableArray<MailboxFinding> findings) =>
        State with { Findings = findings, Timeline = FindingStory.Add(State.Timeline, State.Findings, findings, Now) };

    protected override RoomState Told(RoomState next) => next.Subscription?.Id == State.Subscription?.Id
        ? next
        : next with { Timeline = SubscriptionStory.Add(next.Timeline, State.Subscription?.Id, next.Subscription?.Id, Now) };

    private RoomCopy Describe(SeenCopy copy) => RoomCopy.Of(
        copy.Event, copy.OrganizersHasText, copy.HasButton,
        State.Unanswered.TryGetValue(copy.Event.Id, out var since) ? Duration.FromTimeSpan(Now - since) : Duration.Zero);

    private Task<int> CountDeclinedAsync() =>
        Services.Catalog.CountDeclinedAsync(Mail, Now.AddDays(BookingWindow.UsualDays).ToUnixTimeMilliseconds());

    /// <summary>What could not be found out when the workspace was set up.</summary>
    private async Task ClaimMailboxAsync()
    {
        if (await FindMailboxAsync() is not { } mailbox)
            return;
        var conflict = await Services.Claims.TakeAsync(Mail, mailbox, State.Settings.Devices);
        if (conflict is null)
            await WriteAsync(State with { Mailbox = mailbox });
        await NoteAsync(code => code == HealthCode.MailboxShared, conflict is null ? [] :
        [
            new HealthFinding(
                HealthCode.MailboxShared, HealthSeverity.Warning,
                $"The workspace {conflict.Workspace} has the same mailbox, or one of the devices: switch this one's calendar off, or that one's."),
        ]);
    }

    private async Task SwitchOffAsync()
    {
        var unshown = await ShowAsync(State.Settings.Devices, DeviceList.Empty.BookingsJson);
        var inTms = await GiveUpTmsAsync();
        await EndAsync(isDone: inTms.IsEmpty);
        (_given, _list) = ([], null);
        await WriteAsync(State with
        {
            Bookings = [],
            LeftOut = [],
            Unanswered = State.Unanswered.Clear(),
            UnansweredOutside = [],
            InTms = inTms,
            AwaitedInTms = State.AwaitedInTms.Clear(),
            Unshown = unshown,
            Alerted = [],
            Outline = null,
        });
        await CountButtonsAsync();
        await ScheduleAlertsAsync();
    }

    /// <summary>Not within reach now: then the address that the administrator gave counts, and the next read finds out.</summary>
    private async Task<string?> FindMailboxAsync()
    {
        using var deadline = new CancellationTokenSource(s_longestLookUp, Services.Time);
        try
        {
            return GrainKeys.Normalize(await Services.Calendar.GetPrimaryAddressAsync(Mail, deadline.Token));
        }
        catch (Exception failure) when (failure is GraphException or OperationCanceledException)
        {
            LogNotFound(Services.Log, failure);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The primary address of a workspace's mailbox could not be looked up now")]
    private static partial void LogNotFound(ILogger logger, Exception failure);
}
