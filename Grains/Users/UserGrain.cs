using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Series;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains.Series;
using NodaTime;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Users;

/// <inheritdoc cref="IUserGrain"/>
[GrainType("user")]
internal sealed class UserGrain(
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
            await ProcessAsync(id, await Services.Calendar.GetEventAsync(Mail, id));
    }

    protected override async Task ReadAllAsync()
    {
        var from = Now;
        var horizon = HorizonOf(await GetOrganizationAsync()).DailyUntil(ToInstant(from));
        var window = await Services.Calendar.ListAsync(Mail, ToInstant(from), horizon ?? ToInstant(from) + s_longestWindow);
        var masters = window.Select(ev => ev.SeriesMasterId).OfType<string>().Distinct();
        var singles = window.Where(ev => ev.SeriesMasterId is null).DistinctBy(ev => ev.Id).ToDictionary(ev => ev.Id);
        foreach (var (id, single) in singles)
            await ProcessAsync(id, single, isDailyPass: true);
        foreach (var id in masters.Union(State.Meetings.Where(known => !(known.Value.TakeUpAt > from)).Select(known => known.Key)).Except(singles.Keys))
            await ProcessAsync(id, await Services.Calendar.GetEventAsync(Mail, id), isDailyPass: true);
        await EndMeetingsAsync();
        await WriteAsync(State with { LastReadAll = from, LastReconciled = from });
    }

    protected override async Task ReadUntoldAsync()
    {
        var from = Now;
        var since = (State.LastReconciled ?? from) - s_overlap;
        foreach (var changed in await Services.Calendar.ListChangedAsync(Mail, ToInstant(since)))
            await ProcessAsync(changed.Id, changed);
        await WriteAsync(State with { LastReconciled = from });
    }

    protected override async Task JudgeAsync() => await NoteAsync(
        code => code == HealthCode.JoinDetailsRefused, UserHealth.Judge(await Services.Catalog.CountRefusedMeetingsAsync(Mail, Now.ToUnixTimeMilliseconds())));

    private async Task ProcessAsync(string eventId, CalendarEvent? seen, bool isDailyPass = false)
    {
        if (seen is { Type: EventType.Occurrence or EventType.Exception, SeriesMasterId: { } masterId })
            (eventId, seen) = (masterId, await Services.Calendar.GetEventAsync(Mail, masterId));
        if (seen is null || seen.IsCancelled)
            await ForgetAsync(eventId);
        else if (seen is { IsOrganizer: true, ICalUId: { } uid })
            await HandOverAsync(eventId, uid, seen, isDailyPass);
    }

    private async Task ForgetAsync(string eventId)
    {
        if (!State.Meetings.TryGetValue(eventId, out var known))
            return;
        await Series(known.ICalUId).Removed();
        await WriteAsync(State with { Meetings = State.Meetings.Remove(eventId) });
    }

    /// <summary>Meetings that ask for nothing and offer nothing to dial wake no grain.</summary>
    private async Task HandOverAsync(string eventId, string uid, CalendarEvent seen, bool isDailyPass)
    {
        var sighting = MeetingReader.Read(seen, Services.JoinRules.Current, ToInstant(Now)) with { Organizer = Mail, EventId = eventId };
        var isKnown = State.Meetings.TryGetValue(eventId, out var known);
        if (!isKnown && (sighting.LastEnd < Now || (sighting.Keyword is null && (sighting.Found is null || sighting.Rooms.IsEmpty))))
            return;
        var complete = await CompleteAsync(sighting, isDailyPass);
        await Series(uid).Saw(complete);
        var next = new KnownMeeting(uid, complete.LastEnd, complete.TakeUpAt);
        if (known != next)
            await WriteAsync(State with { Meetings = State.Meetings.SetItem(eventId, next) });
    }

    private async Task<MeetingSighting> CompleteAsync(MeetingSighting sighting, bool isDailyPass)
    {
        var organization = await GetOrganizationAsync();
        if (sighting.Keyword is not null)
            await ReadMailboxSettingsAsync();
        return sighting with
        {
            TakeUpAt = sighting.Keyword is null
                ? null
                : HorizonOf(organization).TakeUpAt(ToInstant(sighting.NextStart ?? sighting.Start), ToInstant(Now), isDailyPass)?.ToDateTimeOffset(),
            Site = State.Settings.PreferredSite ?? organization.DefaultSite,
            PersonalRoomLink = State.Settings.PersonalRoomLink,
            Language = JoinBlockTexts.Choose(
                State.Settings.Language ?? State.Mailbox?.Locale, organization.DefaultLanguage, organization.ForcedLanguage).Language,
        };
    }

    private async Task ReadMailboxSettingsAsync()
    {
        if (State.MailboxReadAt is { } readAt && Now - readAt < s_mailboxSettingsLife)
            return;
        var settings = await Services.Calendar.GetMailboxSettingsAsync(Mail);
        await WriteAsync(State with { Mailbox = settings, MailboxReadAt = Now });
    }

    /// <summary>Devices show yesterday's meetings too, so their series are kept a little longer.</summary>
    private async Task EndMeetingsAsync()
    {
        var ended = State.Meetings.Where(meeting => meeting.Value.LastEnd < Now.AddDays(-3)).ToList();
        foreach (var (_, meeting) in ended)
            await Series(meeting.ICalUId).Ended();
        await WriteAsync(State with { Meetings = State.Meetings.RemoveRange(ended.Select(meeting => meeting.Key)) });
    }

    private static Horizon HorizonOf(OrganizationSettings organization) => new(organization.HorizonMonths, organization.DailyHorizonMonths);

    private IMeetingSeriesGrain Series(string uid) => GrainFactory.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(uid));

    private static Instant ToInstant(DateTimeOffset time) => Instant.FromDateTimeOffset(time);
}
