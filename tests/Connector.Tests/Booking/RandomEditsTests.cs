using HybridCalendar.Connector.Tests.Testing;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Booking;

/// <summary>A series is edited at random, at random times, with faults: after each edit TMS's own list is what the calendar shows.</summary>
public sealed class RandomEditsTests : IAsyncLifetime
{
    private static readonly (string Kind, string? Operation)[] s_faults =
    [
        ("LoseAnswer", "SaveConferenceWithMode"), ("LoseAnswer", "SaveConferenceRecInstanceWithMode"), ("LoseAnswer", "DeleteConferenceByExternalId"),
        ("Drop", "SaveConferenceWithMode"), ("Unavailable", "GetConferencesForUser"), ("DatabaseDown", null), ("LoseSessions", null),
    ];

    private readonly Dictionary<LocalDate, Instant> _kept = [];
    private TmsSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await TmsSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(3)]
    [InlineData(124)]
    [InlineData(204)]
    public async Task TMS_holds_what_the_calendar_shows(int seed)
    {
        var random = new Random(seed);
        var connectors = new[] { _site.Connector(), _site.Connector() };
        var request = Meetings.Daily(20);
        ConferenceAnswer? answer = null;
        for (var round = 0; round < 12; round++)
        {
            request = Edit(request, random);
            if (answer is not null)
                request = request.After(answer);
            var running = (await _site.HeldAsync()).Where(held => held.Status == "Ongoing").ToList();
            if (random.Next(3) == 0 && s_faults[random.Next(s_faults.Length)] is var fault)
                await _site.BreakAsync(fault.Kind, fault.Operation);

            answer = await TmsSite.DoAsync(connectors[random.Next(2)], request);
            // A save whose connection broke may be under way: it is not repeated by itself.
            if (answer.Reason == ConferenceReason.Unreachable)
                answer = await TmsSite.DoAsync(connectors[random.Next(2)], request.After(answer));

            answer.Outcome.ShouldBe(ConferenceOutcome.Booked, $"seed {seed} round {round}: {answer.Reason} {answer.Text}");
            await CompareAsync(request, running, $"seed {seed} round {round}");
            foreach (var kept in answer.Kept)
                _kept.TryAdd(kept.Slot, kept.Start);
            _site.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 40) * 20));
        }
    }

    private async Task CompareAsync(ConferenceRequest request, IReadOnlyList<Held> before, string where)
    {
        var now = _site.Now;
        var held = await _site.HeldAsync();
        var wanted = Wanted(request, now).Where(occurrence => !_kept.ContainsKey(occurrence.Slot!.Value) && !IsKept(occurrence, before)).Select(occurrence => occurrence.Start).ToList();
        held.Where(one => one.Status == "Pending").Select(one => one.Start).Order().ShouldBe(wanted.Order(), where);
        foreach (var one in before)
            held.ShouldContain(still => still.Status == "Ongoing" && still.Start == one.Start && still.End == one.End && still.Title == one.Title, where);
    }

    /// <summary>The slot of an instance that runs in TMS is the date on which it runs, as no edit here moves an instance over midnight.</summary>
    private static bool IsKept(Occurrence occurrence, IReadOnlyList<Held> running) =>
        running.Any(one => one.Start.InZone(TimeZones.Find("Europe/Sofia")!).Date == occurrence.Slot);

    private static IEnumerable<Occurrence> Wanted(ConferenceRequest request, Instant now)
    {
        var master = new CalendarEvent
        {
            Type = EventType.SeriesMaster,
            Start = new EventTime(request.Start, request.Zone),
            End = new EventTime(request.End, request.Zone),
            Recurrence = request.Recurrence,
            CancelledOccurrences = [.. request.Cancellations.Select(date => $"OID.x.{date:uuuu-MM-dd}")],
            ExceptionOccurrences = [.. request.Exceptions.Select(exception => new CalendarEvent
            {
                Type = EventType.Exception,
                Start = new EventTime(exception.Start, request.Zone),
                End = new EventTime(exception.End, request.Zone),
                OriginalStart = TimeZones.ToInstant(exception.Slot + request.Start.TimeOfDay, TimeZones.Find(request.Zone)!),
            })],
        };
        return Occurrences.Of(master, now, now + Duration.FromDays(180), int.MaxValue).Items;
    }

    private static ConferenceRequest Edit(ConferenceRequest request, Random random)
    {
        var slots = RecurrenceExpander.Expand(request.Recurrence!, request.Start.TimeOfDay).Take(20).ToList();
        var slot = slots[random.Next(slots.Count)];
        return random.Next(6) switch
        {
            0 => request with { Title = $"Plans {random.Next(100)}" },
            1 => request with
            {
                Cancellations = [.. request.Cancellations.Append(slot.Date).Distinct()],
                Exceptions = [.. request.Exceptions.Where(exception => exception.Slot != slot.Date)],
            },
            2 => request with
            {
                Cancellations = [.. request.Cancellations.Where(date => date != slot.Date)],
                Exceptions = [.. request.Exceptions.Where(exception => exception.Slot != slot.Date), new ConferenceException(slot.Date, slot.PlusHours(2), slot.PlusHours(3))],
            },
            // Outlook drops exceptions when the series' time is changed.
            3 => (request with { Exceptions = [], Cancellations = [] }).At(random.Next(8, 18)),
            4 => request with { Exceptions = [], Cancellations = [], Recurrence = request.Recurrence! with { Range = request.Recurrence.Range with { NumberOfOccurrences = random.Next(15, 140) } } },
            _ => request with { Rooms = [random.Next(2) == 0 ? TmsSite.Rila : TmsSite.Vitosha] },
        };
    }
}
