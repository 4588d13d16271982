using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;
using HybridCalendar.Grains.Timelines;
using NodaTime;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Users;

/// <inheritdoc cref="IUserGrain"/>
[GrainType("user")]
internal sealed partial class UserGrain(
    [PersistentState("user")] IPersistentState<UserState> state, MailboxServices services, TmsOwners owners, TmsRooms tmsRooms)
    : MailboxGrain<UserState>(state, services), IUserGrain
{
    private static readonly TimeSpan s_mailboxSettingsLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_refusedSettingsLife = TimeSpan.FromDays(1);

    protected override bool IsEnabledIn(UserState state) => state.Settings.Enabled;

    protected override int CountMeetings(UserState state) => state.Meetings.Count;

    public async Task Configure(UserSettings settings)
    {
        var wasEnabled = IsEnabled;
        if (settings.Enabled)
            await BeginAsync();
        // What an administrator changed may be the cure of a meeting that was refused: all are looked at again.
        await WriteAsync(Anew(State) with { Settings = settings });
        // What was read with other settings has to be read again.
        _pass = null;
        await PublishAsync();
        if (!settings.Enabled && wasEnabled)
        {
            await TellRoomsAsync();
            await EndAsync();
        }
    }

    public async Task<bool> ConfigureFrom(UserSettings read, UserSettings settings)
    {
        if (State.Settings != read)
            return false;
        await Configure(settings);
        return true;
    }

    public Task<UserSettings> GetSettings() => Task.FromResult(Stored.Settings);

    public Task ReadAgain(string eventId) => IsEnabled ? GuardAsync(() => ReadChangedAsync([eventId])) : Task.CompletedTask;

    public Task<Timeline> GetTimeline() => Task.FromResult(Stored.Timeline);

    protected override UserState Anew(UserState state) => base.Anew(state) with { MailboxReadAt = null };

    public async Task RoomsMapped(string iCalUId)
    {
        foreach (var (id, known) in State.Meetings.Where(known => known.Value.ICalUId == iCalUId).ToList())
            await RememberAsync(id, known with { IsHeld = true });
    }

    protected override UserState Told(UserState next) => next with { Timeline = UserStory.Add(next.Timeline, State, next, Now) };

    protected override async Task PublishAsync()
    {
        var isUnread = IsUnread;
        await Services.Catalog.PutUserAsync(
            new UserRow
            {
                Mail = Mail,
                DisplayName = State.Settings.DisplayName,
                Enabled = State.Settings.Enabled,
                Refused = State.Findings.Any(finding => MailboxFindings.IsRefusal(finding.Code)),
                Gone = State.Findings.Any(finding => finding.Code is HealthCode.MailboxNotEnabled or HealthCode.MailboxNotFound),
                Unread = isUnread,
                Problem = Problem,
            },
            State.Settings);
        _isPublishedUnread = isUnread;
    }

    protected override async Task ReadChangedAsync(IReadOnlyCollection<string> eventIds)
    {
        foreach (var id in eventIds)
        {
            if (State.Troubled.ContainsKey(id))
                await RetrySoonAsync(id);
            else
                await RetryAsync(id);
        }
    }

    protected override Task RetryAsync(string key) => CalendarSlices.Find(key) is { } slice
        ? RetrySliceAsync(slice)
        : TryEventAsync(key, async () => await ProcessAsync(key, await ReadAsync(key)));

    /// <summary>Meetings that waited beyond the old horizon show in no list of changes.</summary>
    protected override async Task<bool> IsReadByOtherSettingsAsync() => State.Horizon is { } read && read != HorizonOf(await GetOrganizationAsync());

    protected override async Task JudgeAsync() => await NoteAsync(UserHealth.Covers, [.. UserHealth.Judge(
        await Services.Catalog.CountRefusedMeetingsAsync(Mail, Now.ToUnixTimeMilliseconds()), State.Mailbox?.TimeZone, await owners.FindZoneAsync(Mail))]);

    /// <summary>An occurrence is looked after by its series, also when only the occurrence has something to dial.</summary>
    private static string OfWhole(KeyValuePair<string, KnownMeeting> known) => known.Value.MasterId ?? known.Key;

    private static Horizon HorizonOf(OrganizationSettings organization) => new(organization.HorizonMonths, organization.DailyHorizonMonths);

    private IMeetingSeriesGrain Series(string uid) => GrainFactory.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));

    private static Instant ToInstant(DateTimeOffset time) => Instant.FromDateTimeOffset(time);
}
