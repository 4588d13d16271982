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

    /// <summary>Graph lists no more than 1,825 days at once.</summary>
    private static readonly Duration s_longestWindow = Duration.FromDays(1800);

    /// <summary>
    /// A calendar is read slice by slice: a list of months may have no end at Graph, or none in time, and all texts of months need not lie
    /// in memory at once.
    /// </summary>
    private static readonly Duration s_slice = Duration.FromDays(62);

    protected override bool IsEnabled => State.Settings.Enabled;

    protected override int MeetingCount => State.Meetings.Count;

    public async Task Configure(UserSettings settings)
    {
        var wasEnabled = IsEnabled;
        // What an administrator changed may be the cure of a meeting that was refused: all are looked at again.
        await WriteAsync(State with { Settings = settings, MailboxReadAt = null, LastReadAll = null, Troubled = Troubles.Anew(State.Troubled, Now) });
        await PublishAsync();
        if (settings.Enabled)
            await BeginAsync();
        else if (wasEnabled)
            await EndAsync();
    }

    public Task<UserSettings> GetSettings() => Task.FromResult(State.Settings);

    public Task<Timeline> GetTimeline() => Task.FromResult(State.Timeline);

    protected override UserState Told(UserState next) => next with { Timeline = UserStory.Add(next.Timeline, State, next, Now) };

    protected override Task PublishAsync() => Services.Catalog.PutUserAsync(
        new UserRow
        {
            Mail = Mail,
            DisplayName = State.Settings.DisplayName,
            Enabled = State.Settings.Enabled,
            Refused = State.Findings.Any(finding => MailboxFindings.IsRefusal(finding.Code)),
            Problem = Problem,
        },
        State.Settings);

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

    protected override Task RetryAsync(string key) => TryEventAsync(key, async () => await ProcessAsync(key, await ReadAsync(key)));

    protected override async Task ReadAllAsync()
    {
        var from = Now;
        var window = ToInstant(from);
        var end = HorizonOf(await GetOrganizationAsync()).DailyUntil(window) ?? window + s_longestWindow;
        var done = new HashSet<string>();
        for (; window < end; window += s_slice)
            await ReadSliceAsync(window, Instant.Min(window + s_slice, end), done);
        foreach (var id in KnownElsewhere(from).Union(State.Troubled.Keys).Where(done.Add).ToList())
            await TryEventAsync(id, async () => await ProcessAsync(id, await ReadAsync(id), isDailyPass: true));
        await EndMeetingsAsync();
        await WriteAsync(State with { LastReadAll = from, ReadAllAt = null, LastReconciled = from });
    }

    /// <param name="from">Start of the slice.</param>
    /// <param name="to">End of the slice.</param>
    /// <param name="done">What earlier slices held; what this one holds is added.</param>
    private async Task ReadSliceAsync(Instant from, Instant to, HashSet<string> done)
    {
        var slice = await Services.Calendar.ListAsync(Mail, from, to);
        foreach (var single in slice.Where(ev => ev.SeriesMasterId is null && done.Add(ev.Id)))
            await TryEventAsync(single.Id, () => ProcessAsync(single.Id, single, isDailyPass: true));
        foreach (var id in slice.Where(ev => ev.IsOrganizer).Select(ev => ev.SeriesMasterId).OfType<string>().Where(done.Add))
            await TryEventAsync(id, async () => await ProcessAsync(id, await ReadSeriesAsync(id, slice), isDailyPass: true));
    }

    protected override async Task JudgeAsync() => await NoteAsync(UserHealth.Covers, [.. UserHealth.Judge(
        await Services.Catalog.CountRefusedMeetingsAsync(Mail, Now.ToUnixTimeMilliseconds()), State.Mailbox?.TimeZone, await owners.FindZoneAsync(Mail))]);

    /// <summary>Devices show yesterday's meetings too, so their series are kept a little longer.</summary>
    private async Task EndMeetingsAsync()
    {
        foreach (var (id, meeting) in State.Meetings.Where(meeting => meeting.Value.LastEnd < Now.AddDays(-3)).ToList())
        {
            await TryEventAsync(id, async () =>
            {
                await Series(meeting.ICalUId).Ended();
                await WriteAsync(State with { Meetings = State.Meetings.Remove(id) });
            });
        }
    }

    /// <summary>Meetings that do not wait beyond the horizon.</summary>
    private List<string> KnownElsewhere(DateTimeOffset now) =>
        [.. State.Meetings.Where(known => !(known.Value.TakeUpAt > now)).Select(OfWhole).Distinct()];

    /// <summary>An occurrence is looked after by its series, also when only the occurrence has something to dial.</summary>
    private static string OfWhole(KeyValuePair<string, KnownMeeting> known) => known.Value.MasterId ?? known.Key;

    private static Horizon HorizonOf(OrganizationSettings organization) => new(organization.HorizonMonths, organization.DailyHorizonMonths);

    private IMeetingSeriesGrain Series(string uid) => GrainFactory.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));

    private static Instant ToInstant(DateTimeOffset time) => Instant.FromDateTimeOffset(time);
}
