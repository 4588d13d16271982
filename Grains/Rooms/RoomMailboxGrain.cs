using System.Collections.Immutable;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Devices;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Timelines;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Rooms;

/// <inheritdoc cref="IRoomMailboxGrain"/>
[GrainType("room")]
internal sealed class RoomMailboxGrain(
    [PersistentState("room")] IPersistentState<RoomState> state, MailboxServices services)
    : MailboxGrain<RoomState>(state, services), IRoomMailboxGrain
{
    private const string AlertReminder = "alert";

    /// <summary>The reminder wakes the room this long before an alert; the timer then is exact.</summary>
    private static readonly TimeSpan s_wakeBefore = TimeSpan.FromMinutes(1);
    private IGrainTimer? _alertTimer;
    private DateTimeOffset? _remindedFor;

    protected override bool IsEnabled => State.Settings.CalendarEnabled;

    protected override int MeetingCount => State.Bookings.Length;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        SetAlertTimer();
        return Task.CompletedTask;
    }

    public async Task Configure(WorkspaceSettings settings)
    {
        var removed = State.Settings.Devices.Except(settings.Devices);
        var wasEnabled = IsEnabled;
        await WriteAsync(State with { Settings = settings });
        await PublishAsync();
        await Services.Catalog.PlaceDevicesAsync(Mail, settings.Devices);
        await ShowAsync(removed, DeviceList.Empty.BookingsJson);
        if (settings.CalendarEnabled)
            await BeginAsync();
        else if (wasEnabled)
            await SwitchOffAsync();
    }

    public Task<WorkspaceSettings> GetSettings() => Task.FromResult(State.Settings);

    public Task JoinDetailsChanged(string seriesKey)
    {
        if (IsEnabled)
            ReadSoon();
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<RoomBooking>> GetBookings() => Task.FromResult(State.Bookings);

    public Task<Timeline> GetTimeline() => Task.FromResult(State.Timeline);

    public override async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName == AlertReminder)
            await GiveDueAlertsAsync(CancellationToken.None);
        else
            await base.ReceiveReminder(reminderName, status);
    }

    protected override Task PublishAsync() => Services.Catalog.PutWorkspaceAsync(new WorkspaceRow
    {
        Mail = Mail,
        DisplayName = State.Settings.DisplayName,
        CalendarEnabled = State.Settings.CalendarEnabled,
        Problem = State.Problem,
    });

    /// <summary>A hint may name a master of which an occurrence changed, or an event that is gone: the window says what is true.</summary>
    protected override Task ReadChangedAsync(IReadOnlyCollection<string> eventIds) => ReadAllAsync();

    protected override Task ReadUntoldAsync() => ReadAllAsync();

    protected override async Task ReadAllAsync()
    {
        var reader = new RoomReader(Services, GrainFactory, await GetOrganizationAsync());
        var read = await reader.ReadAsync(Mail, State.Masters, Now);
        // Devices first: a crash in between leaves the hint, and the same list shown twice is shown once.
        await ShowAsync(State.Settings.Devices, read.BookingsJson);
        var next = State with
        {
            Masters = read.Masters,
            Bookings = read.Bookings,
            Alerted = [.. State.Alerted.Where(alert => read.Bookings.Any(booking => booking.BookingId == alert.BookingId))],
            LastReadAll = Now,
            LastReconciled = Now,
            Timeline = RoomStory.Add(State.Timeline, State.Bookings, read.Bookings, Now),
        };
        if (!next.Bookings.SequenceEqual(State.Bookings) || Now - State.LastReadAll > Services.Options.ReconcilePeriod / 2 || State.LastReadAll is null)
            await WriteAsync(next);
        await ScheduleAlertsAsync();
    }

    private async Task SwitchOffAsync()
    {
        await ShowAsync(State.Settings.Devices, DeviceList.Empty.BookingsJson);
        await EndAsync();
        await WriteAsync(State with { Bookings = [], Alerted = [] });
        await ScheduleAlertsAsync();
    }

    private Task ShowAsync(IEnumerable<string> devices, string bookingsJson) =>
        Task.WhenAll(devices.Select(id => Device(id).Show(bookingsJson)));

    private async Task GiveDueAlertsAsync(CancellationToken cancellationToken)
    {
        var due = AlertPlan.Due(State.Bookings, State.Alerted, Now);
        if (!due.IsEmpty)
        {
            await Task.WhenAll(State.Settings.Devices.SelectMany(id => due.Select(alert => Device(id).Alert(alert))));
            await WriteAsync(State with { Alerted = State.Alerted.AddRange(due) });
        }
        await ScheduleAlertsAsync();
    }

    private async Task ScheduleAlertsAsync()
    {
        SetAlertTimer();
        var next = AlertPlan.Next(State.Bookings, State.Alerted, Now);
        if (next == _remindedFor)
            return;
        if (next is { } at)
            await this.RegisterOrUpdateReminder(AlertReminder, Later(at - s_wakeBefore - Now, TimeSpan.FromSeconds(1)), TimeSpan.FromMinutes(1));
        else if (await this.GetReminder(AlertReminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        _remindedFor = next;
    }

    private void SetAlertTimer()
    {
        var wait = AlertPlan.Next(State.Bookings, State.Alerted, Now) is { } next ? Later(next - Now, TimeSpan.Zero) : Timeout.InfiniteTimeSpan;
        _alertTimer ??= this.RegisterGrainTimer(
            GiveDueAlertsAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        _alertTimer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Later(TimeSpan time, TimeSpan least) => time > least ? time : least;

    private IDeviceGrain Device(string id) => GrainFactory.GetGrain<IDeviceGrain>(GrainKeys.Device(id));
}
