using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Runtime.Tests.Hosts;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>One mailbox with many meetings, one an hour, at a Graph that takes its time for each page: by the moved clock, so that no test waits.</summary>
internal sealed class LargeCalendar(FakeTime time, DateTimeOffset start) : IOffice365Calendar
{
    public const int Usual = 2000;
    private const int PageSize = 100;
    private const int EachWithLink = 50;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(Instant Start, string Id), CalendarEvent> _shown = [];
    private readonly Dictionary<string, CalendarEvent> _hidden = [];

    /// <summary>How many of the meetings offer something to dial.</summary>
    public static int WithLink => Usual / EachWithLink;

    /// <summary>A turn ends after each page.</summary>
    public TimeSpan PageTime { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How many pages of lists were read.</summary>
    public int Pages { get; private set; }

    /// <summary>How many lists were read at once, with no pause between their pages.</summary>
    public int Lists { get; private set; }

    /// <summary>How many pages had been read when single events were.</summary>
    public ConcurrentQueue<(string Id, int Pages)> Reads { get; } = new();

    /// <summary>What happens while a page, told by its number, is on its way: it no longer shows it.</summary>
    public Action<int>? Meanwhile { get; set; }

    /// <summary>Why a single event cannot be read; null when it can.</summary>
    public Func<string, Exception?>? Fails { get; set; }

    /// <summary>Meetings of which no page can be given that holds them.</summary>
    public ConcurrentDictionary<string, bool> Damaged { get; } = new();

    /// <summary>Whether Graph answers nothing but reads of single events.</summary>
    public bool IsAway { get; set; }

    public static string IdOf(int index) => $"event-{index}";

    /// <summary>Adds hourly meetings, each fiftieth with something to dial.</summary>
    /// <param name="meetings">How many.</param>
    /// <param name="days">After how many days the first is.</param>
    public void Fill(int meetings = Usual, int days = 0)
    {
        lock (_gate)
        {
            for (var index = 0; index < meetings; index++)
                Add(NewEvent(IdOf(index), HoursLater((days * 24) + index + 1)) with { Location = index % EachWithLink == 0 ? "sip:1469674515@acme.webex.com" : "" });
        }
    }

    /// <summary>A meeting with a room, without anything to dial.</summary>
    public static CalendarEvent NewEvent(string id, LocalDateTime begin) => new()
    {
        Id = id, ICalUId = id, Subject = "Plan", IsOrganizer = true, Organizer = new Person("Anna", "anna@contoso.example"),
        Start = new EventTime(begin, "UTC"), End = new EventTime(begin.PlusMinutes(30), "UTC"),
        Attendees = [new Attendee("Rila", "rila@contoso.example", AttendeeType.Resource, ResponseType.Accepted)],
    };

    public LocalDateTime HoursLater(int hours) => Instant.FromDateTimeOffset(start).InUtc().LocalDateTime.PlusHours(hours);

    /// <summary>Somebody makes a meeting or changes it. One that repeats stands in no list, and its occurrences do.</summary>
    public void Add(CalendarEvent made)
    {
        Remove(made.Id);
        var noted = made with { LastModified = Instant.FromDateTimeOffset(time.GetUtcNow()) };
        lock (_gate)
        {
            if (made.Type == EventType.SeriesMaster)
                _hidden[made.Id] = noted;
            else
                _shown[(made.Start.Local.InUtc().ToInstant(), made.Id)] = noted;
        }
    }

    /// <summary>Somebody writes another address into the meeting.</summary>
    public void Change(string id, string address) => Add(Find(id)! with { Location = address });

    /// <summary>Somebody drags the meeting to another calendar.</summary>
    public void Hide(string id)
    {
        var hidden = Find(id)!;
        Remove(id);
        lock (_gate)
            _hidden[id] = hidden;
    }

    public void Remove(string id)
    {
        lock (_gate)
        {
            _hidden.Remove(id);
            if (_shown.Values.FirstOrDefault(shown => shown.Id == id) is { } found)
                _shown.Remove((found.Start.Local.InUtc().ToInstant(), id));
        }
    }

    /// <summary>The last of the meetings with something to dial on the last page that was read.</summary>
    public string LastWithLink { get; private set; } = "";

    /// <summary>Pages are told apart by how many events stand before them, as Graph does.</summary>
    public async IAsyncEnumerable<IReadOnlyList<CalendarEvent>> ListPagesAsync(
        string mailbox, Instant from, Instant to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var skip = 0; ; skip += PageSize)
        {
            var left = Window(from, to).Skip(skip).ToList();
            if (left.Count == 0)
                yield break;
            await Task.Yield();
            time.Advance(PageTime);
            ThrowIfAway();
            LastWithLink = left.Take(PageSize).LastOrDefault(ev => ev.Location.Length > 0)?.Id ?? LastWithLink;
            Pages++;
            Meanwhile?.Invoke(Pages);
            if (left.Take(PageSize).Any(ev => Damaged.ContainsKey(ev.Id)))
                throw new GraphException(GraphError.Transient, "damaged");
            yield return [.. left.Take(PageSize)];
            if (left.Count <= PageSize)
                yield break;
        }
    }

    public Task<CalendarEvent?> GetEventAsync(string mailbox, string eventId, CancellationToken cancel = default)
    {
        Reads.Enqueue((eventId, Pages));
        return Fails?.Invoke(eventId) is { } failure ? Task.FromException<CalendarEvent?>(failure) : Task.FromResult(Find(eventId));
    }

    public Task<CalendarEvent?> GetSeriesAsync(string mailbox, string masterId, CancellationToken cancel = default) => GetEventAsync(mailbox, masterId, cancel);

    public Task<IReadOnlyList<CalendarEvent>> ListAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default)
    {
        Lists++;
        return Task.FromResult<IReadOnlyList<CalendarEvent>>(Window(from, to));
    }

    public Task<IReadOnlyList<CalendarEvent>> ListOutlineAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<IReadOnlySet<string>> ListIdsAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlySet<string>>(Window(from, to).Select(ev => ev.SeriesMasterId ?? ev.Id).ToHashSet());

    public Task<IReadOnlyList<CalendarEvent>> ListChangedAsync(string mailbox, Instant since, CancellationToken cancel = default)
    {
        ThrowIfAway();
        lock (_gate)
            return Task.FromResult<IReadOnlyList<CalendarEvent>>([.. _shown.Values.Where(ev => ev.SeriesMasterId is null && ev.LastModified >= since)]);
    }

    public Task<UpdateOutcome> UpdateInvitationAsync(
        string mailbox, string eventId, string? etag, InvitationUpdate update, CancellationToken cancel = default) => Task.FromResult(UpdateOutcome.Gone);

    public Task<string> GetPrimaryAddressAsync(string mailbox, CancellationToken cancel = default)
    {
        ThrowIfAway();
        return Task.FromResult(mailbox);
    }

    public Task<MailboxSettings> GetMailboxSettingsAsync(string mailbox, CancellationToken cancel = default) => Task.FromResult(new MailboxSettings("en-US", "UTC"));

    /// <summary>An event as it is now; null when there is none.</summary>
    public CalendarEvent? Find(string id)
    {
        lock (_gate)
            return _hidden.GetValueOrDefault(id) ?? _shown.Values.FirstOrDefault(ev => ev.Id == id);
    }

    private void ThrowIfAway()
    {
        if (IsAway)
            throw new GraphException(GraphError.Transient, "away");
    }

    private List<CalendarEvent> Window(Instant from, Instant to)
    {
        lock (_gate)
            return [.. _shown.Where(ev => ev.Key.Start >= from && ev.Key.Start < to).Select(ev => ev.Value)];
    }
}
