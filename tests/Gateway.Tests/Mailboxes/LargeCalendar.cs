using System.Runtime.CompilerServices;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Runtime.Tests.Hosts;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>One mailbox with thousands of meetings, at a Graph that takes its time for each page: by the moved clock, so that no test waits.</summary>
internal sealed class LargeCalendar(FakeTime time, DateTimeOffset start) : IOffice365Calendar
{
    public const int Meetings = 3000;
    private const int PageSize = 100;
    private const int EachWithLink = 50;

    /// <summary>A turn ends after each page.</summary>
    private static readonly TimeSpan s_pageTime = TimeSpan.FromSeconds(6);
    private readonly CalendarEvent[] _events = [.. Enumerable.Range(0, Meetings).Select(index => Event(index, start))];

    /// <summary>How many of the meetings offer something to dial.</summary>
    public static int WithLink => Meetings / EachWithLink;

    /// <summary>How many pages of lists were read.</summary>
    public int Pages { get; private set; }

    /// <summary>How many pages had been read when single events were.</summary>
    public List<(string Id, int Pages)> Reads { get; } = [];

    /// <summary>What happens while a page, told by its number, is on its way: it no longer shows it.</summary>
    public Action<int>? Meanwhile { get; set; }

    public static string IdOf(int index) => $"event-{index}";

    /// <summary>Somebody writes another address into the meeting.</summary>
    public void Change(string id, string address)
    {
        var index = Array.FindIndex(_events, ev => ev.Id == id);
        _events[index] = _events[index] with { Location = address };
    }

    /// <summary>The last of the meetings with something to dial on the last page that was read.</summary>
    public string LastWithLink { get; private set; } = "";

    public async IAsyncEnumerable<IReadOnlyList<CalendarEvent>> ListPagesAsync(
        string mailbox, Instant from, Instant to, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var page in _events.Where(ev => ev.Start.Local.InUtc().ToInstant() is var at && at >= from && at < to).Chunk(PageSize))
        {
            await Task.Yield();
            time.Advance(s_pageTime);
            LastWithLink = page.LastOrDefault(ev => ev.Location.Length > 0)?.Id ?? LastWithLink;
            Meanwhile?.Invoke(++Pages);
            yield return page;
        }
    }

    public Task<CalendarEvent?> GetEventAsync(string mailbox, string eventId, CancellationToken cancel = default)
    {
        Reads.Add((eventId, Pages));
        return Task.FromResult(_events.FirstOrDefault(ev => ev.Id == eventId));
    }

    public Task<CalendarEvent?> GetSeriesAsync(string mailbox, string masterId, CancellationToken cancel = default) => GetEventAsync(mailbox, masterId, cancel);

    public Task<IReadOnlyList<CalendarEvent>> ListAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<CalendarEvent>> ListOutlineAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) => ListAsync(mailbox, from, to, cancel);

    public Task<IReadOnlySet<string>> ListIdsAsync(string mailbox, Instant from, Instant to, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlySet<string>>(_events.Select(ev => ev.Id).ToHashSet());

    public Task<IReadOnlyList<CalendarEvent>> ListChangedAsync(string mailbox, Instant since, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<CalendarEvent>>([]);

    public Task<UpdateOutcome> UpdateInvitationAsync(
        string mailbox, string eventId, string? etag, InvitationUpdate update, CancellationToken cancel = default) => Task.FromResult(UpdateOutcome.Gone);

    public Task<string> GetPrimaryAddressAsync(string mailbox, CancellationToken cancel = default) => Task.FromResult(mailbox);

    public Task<MailboxSettings> GetMailboxSettingsAsync(string mailbox, CancellationToken cancel = default) => Task.FromResult(new MailboxSettings("en-US", "UTC"));

    /// <summary>All within the horizon.</summary>
    private static CalendarEvent Event(int index, DateTimeOffset start)
    {
        var begin = Instant.FromDateTimeOffset(start).InUtc().LocalDateTime.PlusMinutes(60 + (60 * index));
        return new CalendarEvent
        {
            Id = IdOf(index), ICalUId = IdOf(index), Subject = "Plan", IsOrganizer = true, Organizer = new Person("Anna", "anna@contoso.example"),
            Start = new EventTime(begin, "UTC"), End = new EventTime(begin.PlusMinutes(30), "UTC"),
            Attendees = [new Attendee("Rila", "rila@contoso.example", AttendeeType.Resource, ResponseType.Accepted)],
            Location = index % EachWithLink == 0 ? "sip:1469674515@acme.webex.com" : "",
        };
    }
}
