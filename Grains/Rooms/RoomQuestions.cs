using System.Collections.Immutable;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;

namespace HybridCalendar.Grains.Rooms;

/// <summary>
/// What a room asks about single meetings: of Graph for the masters of its series, of series what to dial. What fails concerns its
/// own meeting only. What has failed before is left alone until its pause is over or its meeting looks different. Questions are asked side by side, yet
/// their answers come one at a time, as all that happens in a grain.
/// </summary>
/// <param name="services">What every mailbox needs.</param>
/// <param name="grains">Finds the series.</param>
/// <param name="troubled">What has failed before.</param>
/// <param name="now">UTC.</param>
/// <param name="answers">What series answered before; null to ask all of them.</param>
internal sealed class RoomQuestions(
    MailboxServices services, IGrainFactory grains, ImmutableDictionary<string, TroubledEvent> troubled, DateTimeOffset now, RoomAnswers? answers = null)
{
    private const string MasterPrefix = "master:";
    private const string EventPrefix = "event:";
    private readonly HashSet<string> _unanswered = [];
    private readonly List<RoomFailure> _failures = [];

    /// <summary>What failed now.</summary>
    public IReadOnlyList<RoomFailure> Failures => _failures;

    /// <summary>The keys of what failed now, and of what was left alone.</summary>
    public IReadOnlySet<string> Unanswered => _unanswered;

    /// <summary>What an event's own troubles are known by.</summary>
    public static string EventKey(CalendarEvent ev) => EventPrefix + ev.Id;

    /// <summary>Whether only a read of the calendar tells if it still fails.</summary>
    public static bool IsOfRead(string key) => key.StartsWith(EventPrefix, StringComparison.Ordinal);

    /// <summary>Asks again what failed: throws when it still does.</summary>
    public static Task RepeatAsync(MailboxServices services, IGrainFactory grains, string mail, string key) => key.StartsWith(MasterPrefix, StringComparison.Ordinal)
        ? services.Calendar.GetEventAsync(mail, key[MasterPrefix.Length..])
        : grains.GetGrain<IMeetingSeriesGrain>(key).GetJoin();

    /// <summary>The iCalUIds of the series that events belong to, by Graph's id of the master. One that cannot be read is missing.</summary>
    public async Task<ImmutableDictionary<string, string>> FindMastersAsync(
        string mail, ImmutableDictionary<string, string> known, IEnumerable<CalendarEvent> events)
    {
        var found = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var series in events.Where(ev => ev.SeriesMasterId is not null).GroupBy(ev => ev.SeriesMasterId!))
        {
            var uid = known.GetValueOrDefault(series.Key)
                ?? (await TryAsync(MasterPrefix + series.Key, series, () => services.Calendar.GetEventAsync(mail, series.Key)))?.ICalUId;
            if (uid is not null)
                found[series.Key] = uid;
        }
        return found.ToImmutable();
    }

    /// <summary>What series answer, or have answered. Most meetings were never asked about: the catalog spares waking a grain for each of them.</summary>
    /// <param name="uids">The series' iCalUIds, each with the events that it is asked for.</param>
    public async Task<Dictionary<string, SeriesJoin>> AskSeriesAsync(ILookup<string, CalendarEvent> uids)
    {
        var known = await services.Catalog.FindMeetingsAsync(uids.Select(uid => uid.Key));
        var joins = uids.Select(async uid => (uid.Key, known.Contains(uid.Key) ? await FindAsync(uid) ?? SeriesJoin.Unknown : SeriesJoin.Unknown));
        return (await Task.WhenAll(joins)).ToDictionary(answer => answer.Key, answer => answer.Item2);
    }

    /// <summary>Works something out of an event. Null also when that fails: then the event's key is among the unanswered.</summary>
    public Task<T?> TryEventAsync<T>(CalendarEvent ev, Func<T?> work)
        where T : class => TryAsync(EventKey(ev), [ev], () => Task.FromResult(work()));

    /// <summary>An event could not be put into the list. One that was left alone before that has failed already.</summary>
    public void LeaveOut(CalendarEvent ev, Exception failure) =>
        Note(EventKey(ev), _unanswered.Contains(EventKey(ev)) ? null : new RoomFailure(EventKey(ev), RoomOutline.Version([ev]), failure));

    /// <summary>Days could not be read.</summary>
    /// <param name="days">Which.</param>
    /// <param name="failure">What came instead; null when they were left alone.</param>
    public void LeaveOut(RoomDays days, Exception? failure) => Note(days.Key, failure is null ? null : new RoomFailure(days.Key, "", failure));

    private async Task<SeriesJoin?> FindAsync(IGrouping<string, CalendarEvent> uid)
    {
        var key = GrainKeys.Series(uid.Key);
        if (answers is null || troubled.ContainsKey(key))
            return await AskAsync(key, uid);
        var version = RoomOutline.Version(uid);
        if (answers.Find(key, version, now) is { } known)
            return known;
        var join = await AskAsync(key, uid);
        if (join is not null)
            answers.Keep(key, version, join, now);
        return join;
    }

    private Task<SeriesJoin?> AskAsync(string key, IEnumerable<CalendarEvent> events) =>
        TryAsync<SeriesJoin>(key, events, async () => await grains.GetGrain<IMeetingSeriesGrain>(key).GetJoin());

    private async Task<T?> TryAsync<T>(string key, IEnumerable<CalendarEvent> events, Func<Task<T?>> ask)
        where T : class
    {
        var version = troubled.ContainsKey(key) ? RoomOutline.Version(events) : null;
        if (version is not null && troubled[key].Version == version && now < troubled[key].NextTry)
        {
            Note(key, null);
            return null;
        }
        try
        {
            return await ask();
        }
        catch (Exception failure) when (!MailboxFailures.Is(failure))
        {
            Note(key, new RoomFailure(key, version ?? RoomOutline.Version(events), failure));
            return null;
        }
    }

    private void Note(string key, RoomFailure? failure)
    {
        _unanswered.Add(key);
        if (failure is not null)
            _failures.Add(failure);
    }
}
