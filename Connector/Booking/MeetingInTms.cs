using System.Globalization;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>What TMS holds of a meeting that is not over.</summary>
internal sealed class MeetingInTms
{
    private static readonly Duration s_reach = Duration.FromDays(1);

    private readonly ConferenceRequest _request;
    private readonly Dictionary<int, TmsConference> _conferences = [];
    private readonly List<InstanceInTms> _instances = [];
    private readonly Instant _now;
    private Instant _until;
    private bool _isOfSystems;

    private MeetingInTms(ConferenceRequest request, Instant now) => (_request, _now) = (request, now);

    /// <summary>The highest number used so far; 0 when TMS never held the meeting.</summary>
    public int LastNumber { get; private set; }

    /// <summary>Whether TMS may hold instances that were not found: cancelled ones, in rooms of which nothing is known.</summary>
    public bool MayHoldMore { get; private set; }

    /// <summary>The conferences and series that are not over, by number.</summary>
    public IReadOnlyDictionary<int, TmsConference> Conferences => _conferences;

    /// <summary>The parts that may be changed; a single conference that runs for a series, or was moved away from while it runs, is none: TMS keeps it.</summary>
    public IEnumerable<ConferencePart> Living => _conferences.Where(one => !IsKept(one.Value)).Select(one => Part(one.Key, one.Value));

    /// <summary>Everything that TMS holds, in the order of the numbers.</summary>
    public IEnumerable<ConferencePart> Parts => _conferences.OrderBy(one => one.Key).Select(one => Part(one.Key, one.Value));

    /// <summary>The instances that run now, with the number of their part: 0 for one that was taken out of its series when that was changed.</summary>
    public IEnumerable<(int Number, KeptInstance Instance)> Running =>
        _instances.Where(instance => instance.IsRunning(_now)).Select(instance => (instance.Number, Kept(instance)))
            .Concat(_conferences.Where(one => IsKept(one.Value))
                .Select(one => (one.Key, new KeptInstance(Date(one.Value.Start!.Value), one.Value.Start!.Value, one.Value.End!.Value))));

    /// <param name="tms">TMS.</param>
    /// <param name="request">The meeting, with what is known of its parts.</param>
    /// <param name="now">The present.</param>
    /// <param name="window">How far ahead instances are looked for at least.</param>
    /// <param name="cancel">Ends the work early.</param>
    public static async Task<MeetingInTms> ReadAsync(ITmsBooking tms, ConferenceRequest request, Instant now, Duration window, CancellationToken cancel)
    {
        var meeting = new MeetingInTms(request, now) { LastNumber = request.Parts.Select(part => part.Number).DefaultIfEmpty(0).Max() };
        foreach (var part in request.Parts.Where(part => part.Until > now))
            await meeting.FindAsync(tms, part.Number, cancel);
        // What is not known any more, or was booked but never reported, lies under the numbers that follow.
        while (await meeting.FindAsync(tms, meeting.LastNumber + 1, cancel))
            meeting.LastNumber++;
        meeting._until = request.Parts.Select(part => part.Until).Append(now + window).Max();
        await meeting.ListAsync(tms, meeting._until, cancel);
        return meeting;
    }

    public IReadOnlyList<InstanceInTms> InstancesOf(int number) => [.. _instances.Where(instance => instance.Number == number)];

    /// <summary>Instances of a part that take place in no system, by whose lists the others were found.</summary>
    public async Task<IReadOnlyList<InstanceInTms>> HiddenOfAsync(int number, ITmsBooking tms, CancellationToken cancel)
    {
        if (!_isOfSystems)
            return [];
        var known = InstancesOf(number).Select(instance => instance.OriginalStart).ToHashSet();
        var listed = await new SeriesList(tms, _request).ReadAllAsync(_now, _until + s_reach, cancel);
        return [.. listed.Select(Instance).OfType<InstanceInTms>().Where(instance => instance.Number == number && instance.End > _now && !known.Contains(instance.OriginalStart))];
    }

    /// <summary>Whether TMS holds a single meeting where it is planned to be, though perhaps with another title or other rooms.</summary>
    public bool HoldsAsPlanned(ConferencePlan plan) =>
        plan.Parts is [{ IsSeries: false } only] && _conferences.TryGetValue(only.Number, out var there) && there.Pattern is null && there.Start == only.Slots[0].Start;

    /// <summary>An instance as it is when it stays as it is.</summary>
    public KeptInstance Kept(InstanceInTms instance) => new(Date(instance.OriginalStart), instance.Start, instance.End);

    public bool IsRunning(TmsConference single) => IsRunning(single, _now);

    public static bool IsRunning(TmsConference single, Instant now) => single.Status != "Defective" && single.Start <= now && now < single.End;

    /// <summary>When what runs, or comes next, of a part starts.</summary>
    public Instant? NextStart(int number) => InstancesOf(number).Select(instance => (Instant?)instance.Start).Min() ?? _conferences[number].Start;

    /// <summary>Whether TMS is to keep a conference as it is until it ends.</summary>
    public bool IsKept(TmsConference conference) =>
        conference.Pattern is null && IsRunning(conference) && (_request.Recurrence is not null || ConferencePlanner.IsMovedAway(_request, conference.Start!.Value, conference.End!.Value, _now));

    /// <returns>True when TMS knows the number, also for a conference that is over.</returns>
    private async Task<bool> FindAsync(ITmsBooking tms, int number, CancellationToken cancel)
    {
        if (await tms.FindAsync(MeetingKey.Of(_request.MeetingId, number), cancel) is not { } found)
            return false;
        if (found.Pattern is not null || found.Status is not "Finished" && found.End > _now)
            _conferences[number] = found;
        return true;
    }

    private async Task ListAsync(ITmsBooking tms, Instant until, CancellationToken cancel)
    {
        var list = new SeriesList(tms, _request);
        var found = new List<TmsConference>();
        // The parts of a meeting mostly have the same owner and systems.
        foreach (var series in _conferences.Values.Where(conference => conference.Pattern is not null).DistinctBy(Whose))
            found.AddRange(await list.ReadAsync(series, _now - s_reach, until + s_reach, cancel));
        _instances.AddRange(found.DistinctBy(listed => listed.Id).Select(Instance).OfType<InstanceInTms>().Where(instance => instance.End > _now));
        _isOfSystems = list.IsOfSystems;
        MayHoldMore = list.IsOfSystems && _request.Cancellations.Any(day => day >= Date(_now).PlusDays(-1))
            && _conferences.Any(one => one.Value.Pattern is not null && !_request.Parts.Any(part => part.Number == one.Key && part.Systems is not null));
        // A series of which nothing is left to come is over.
        foreach (var (number, series) in _conferences.ToList())
        {
            if (series.Pattern is not null && InstancesOf(number).Count == 0)
                _conferences.Remove(number);
        }
    }

    private static string Whose(TmsConference series) => string.Create(CultureInfo.InvariantCulture,
        $"{series["OwnerUserName"]?.ToUpperInvariant()} {string.Join(' ', series.Systems.Order())}");

    private InstanceInTms? Instance(TmsConference listed)
    {
        if (listed is not { Start: { } start, End: { } end } || listed.Status is "Deleted" or "Finished" || listed["RecurrenceInstanceType"] == "deleted")
            return null;
        var number = _conferences.Where(one => one.Value.Pattern is not null).Select(one => one.Key)
            .FirstOrDefault(number => IsOurs(listed, "External", number));
        if (number == 0 && !_conferences.Keys.Any(kept => IsOurs(listed, "DetachedFromExternal", kept)))
            return null;
        return new InstanceInTms(number, listed.OriginalStart ?? start, start, end, listed);
    }

    /// <summary>Two sources may use the same keys, so both must fit.</summary>
    private bool IsOurs(TmsConference listed, string which, int number) =>
        listed[which + "PrimaryKey"] == MeetingKey.Of(_request.MeetingId, number)
        && listed[which + "SourceId"] == _conferences[number]["ExternalSourceId"];

    private ConferencePart Part(int number, TmsConference conference)
    {
        if (_request.Parts.FirstOrDefault(part => part.Number == number) is { } known)
            return known with { ConferenceId = conference.Id };
        var instances = InstancesOf(number);
        var starts = instances.Select(instance => instance.OriginalStart).Append(conference.Start ?? _now).ToList();
        return new ConferencePart(number, conference.Id, Date(starts.Min()), Date(starts.Max()),
            instances.Select(instance => instance.End).Append(conference.End ?? _now).Max(), null);
    }

    private LocalDate Date(Instant start) => start.InZone(TimeZones.Find(_request.Zone) ?? DateTimeZone.Utc).Date;
}
