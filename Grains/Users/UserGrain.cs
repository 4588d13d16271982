using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Catalogs;
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
    [PersistentState("user")] IPersistentState<UserState> state, MailboxServices services)
    : MailboxGrain<UserState>(state, services), IUserGrain
{
    private static readonly TimeSpan s_mailboxSettingsLife = TimeSpan.FromHours(1);

    /// <summary>Clocks differ, and Graph's search index lags: a look for untold changes reaches back this far beyond the last one.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromMinutes(5);

    /// <summary>Graph lists no more than 1,825 days at once.</summary>
    private static readonly Duration s_longestWindow = Duration.FromDays(1800);

    protected override bool IsEnabled => State.Settings.Enabled;

    protected override int MeetingCount => State.Meetings.Count;

    public async Task Configure(UserSettings settings)
    {
        var wasEnabled = IsEnabled;
        // What an administrator changed may be the cure of a meeting that was refused: all are looked at again.
        await WriteAsync(State with { Settings = settings, MailboxReadAt = null, LastReadAll = null });
        await PublishAsync();
        if (settings.Enabled)
            await BeginAsync();
        else if (wasEnabled)
            await EndAsync();
    }

    public Task<UserSettings> GetSettings() => Task.FromResult(State.Settings);

    public Task<Timeline> GetTimeline() => Task.FromResult(State.Timeline);

    protected override UserState Told(UserState next) => next with { Timeline = UserStory.Add(next.Timeline, State, next, Now) };

    protected override Task PublishAsync() => Services.Catalog.PutUserAsync(new UserRow
    {
        Mail = Mail,
        DisplayName = State.Settings.DisplayName,
        Enabled = State.Settings.Enabled,
        Problem = Problem,
    });

    protected override async Task ReadChangedAsync(IReadOnlyCollection<string> eventIds)
    {
        foreach (var id in eventIds)
            await ProcessAsync(id, await ReadAsync(id));
    }

    protected override async Task ReadAllAsync()
    {
        var from = Now;
        var horizon = HorizonOf(await GetOrganizationAsync()).DailyUntil(ToInstant(from));
        var window = await Services.Calendar.ListAsync(Mail, ToInstant(from), horizon ?? ToInstant(from) + s_longestWindow);
        var masters = window.Where(ev => ev.IsOrganizer).Select(ev => ev.SeriesMasterId).OfType<string>().ToHashSet();
        var singles = window.Where(ev => ev.SeriesMasterId is null).DistinctBy(ev => ev.Id).ToDictionary(ev => ev.Id);
        foreach (var (id, single) in singles)
            await ProcessAsync(id, single, isDailyPass: true);
        foreach (var id in masters)
            await ProcessAsync(id, await Services.Calendar.GetSeriesAsync(Mail, id), isDailyPass: true);
        foreach (var id in KnownElsewhere(from).Except(masters).Except(singles.Keys))
            await ProcessAsync(id, await ReadAsync(id), isDailyPass: true);
        await EndMeetingsAsync();
        await WriteAsync(State with { LastReadAll = from, LastReconciled = from });
    }

    protected override async Task<DateTimeOffset?> ReadUntoldAsync()
    {
        var from = Now;
        var since = (State.LastReconciled ?? from) - s_overlap;
        var changes = await Services.Calendar.ListChangedAsync(Mail, ToInstant(since));
        foreach (var changed in changes)
            await ProcessAsync(changed.Id, await CompleteSeriesAsync(changed));
        var newest = changes.Max(changed => changed.LastModified)?.ToDateTimeOffset();
        var isNews = newest > State.LastReconciled;
        await WriteAsync(State with { LastReconciled = from });
        return isNews ? newest : null;
    }

    protected override async Task JudgeAsync() => await NoteAsync(
        code => code == HealthCode.JoinDetailsRefused, UserHealth.Judge(await Services.Catalog.CountRefusedMeetingsAsync(Mail, Now.ToUnixTimeMilliseconds())));

    /// <summary>Devices show yesterday's meetings too, so their series are kept a little longer.</summary>
    private async Task EndMeetingsAsync()
    {
        var ended = State.Meetings.Where(meeting => meeting.Value.LastEnd < Now.AddDays(-3)).ToList();
        foreach (var (_, meeting) in ended)
            await Series(meeting.ICalUId).Ended();
        await WriteAsync(State with { Meetings = State.Meetings.RemoveRange(ended.Select(meeting => meeting.Key)) });
    }

    /// <summary>Meetings that do not wait beyond the horizon; occurrences come with their series.</summary>
    private List<string> KnownElsewhere(DateTimeOffset now) =>
        [.. State.Meetings.Where(known => known.Value.MasterId is null && !(known.Value.TakeUpAt > now)).Select(known => known.Key)];

    private static Horizon HorizonOf(OrganizationSettings organization) => new(organization.HorizonMonths, organization.DailyHorizonMonths);

    private IMeetingSeriesGrain Series(string uid) => GrainFactory.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));

    private static Instant ToInstant(DateTimeOffset time) => Instant.FromDateTimeOffset(time);
}
