using HybridCalendar.Clients.Http;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Booking;

/// <summary>Does in TMS what a request asks. Done twice, by whichever connector, it is done once: TMS itself is asked first what it holds.</summary>
internal sealed class ConferenceBooker(ITmsBooking tms, OwnerDirectory owners, TmsOptions options, Random random, TimeProvider time)
{
    private const int MostAttempts = 3;

    private static readonly Duration s_shortestWindow = Duration.FromDays(1);

    private readonly RetryDelay _delay = new(time, random);

    /// <summary>As long as TMS was found to be bookable; what is configured may be more than TMS's administrator allows.</summary>
    private Duration _window = Duration.FromDays(options.BookingWindowDays);

    private Instant Now => time.GetCurrentInstant();

    public async Task<ConferenceAnswer> DoAsync(ConferenceRequest request, CancellationToken cancel)
    {
        (OwnerInTms? Owner, string? Zone) known = (null, null);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (request is { Kind: ConferenceRequestKind.Book, Owner: { } organizer })
                    known = await owners.FindAsync(organizer, Now, cancel);
                return WithZone(await DoForAsync(request, known.Owner, cancel), known.Zone);
            }
            catch (TmsException e) when (attempt < MostAttempts && MayPass(e, attempt))
            {
                await Task.Delay(_delay.Before(attempt, null), time, cancel);
            }
            catch (TmsException e)
            {
                // A zone that differs may be why.
                return WithZone(Answers.Of(request, e, Now), known.Zone);
            }
        }
    }

    private Task<ConferenceAnswer> DoForAsync(ConferenceRequest request, OwnerInTms? owner, CancellationToken cancel) => request.Kind switch
    {
        ConferenceRequestKind.Book => BookAsync(request, owner, cancel),
        ConferenceRequestKind.Cancel => CancelAsync(request, cancel),
        _ => LookAsync(request, cancel),
    };

    /// <summary>Somebody else may have changed the conference since it was read, for which TMS has no known code; what is read anew settles that.</summary>
    private static bool MayPass(TmsException refused, int attempt) => refused.IsTransient || attempt == 1 && refused.Reason == ConferenceReason.Declined;

    private async Task<ConferenceAnswer> BookAsync(ConferenceRequest request, OwnerInTms? owner, CancellationToken cancel)
    {
        try
        {
            return await BookForAsync(request, owner, cancel);
        }
        catch (TmsException e) when (e.Reason == ConferenceReason.OwnerUnknown && owner is not null)
        {
            return WithNote(await BookForAsync(request, null, cancel),
                "TMS knows no user for the organizer and makes none; the connector's account owns the conference.");
        }
    }

    private async Task<ConferenceAnswer> BookForAsync(ConferenceRequest request, OwnerInTms? owner, CancellationToken cancel)
    {
        while (true)
        {
            var window = _window;
            try
            {
                return await BookWithinAsync(request, owner, window, cancel);
            }
            catch (TmsException e) when (e.Reason == ConferenceReason.BookingWindow && window > s_shortestWindow)
            {
                _window = Duration.Max(s_shortestWindow, Duration.Min(_window, window / 2));
            }
        }
    }

    private async Task<ConferenceAnswer> BookWithinAsync(ConferenceRequest request, OwnerInTms? owner, Duration window, CancellationToken cancel)
    {
        var now = Now;
        var writer = new ConferenceWriter(options, request, owner);
        if (!writer.HasParticipants)
            return await CancelAsync(request, cancel);
        var meeting = await MeetingInTms.ReadAsync(tms, request, now, window, cancel);
        var running = meeting.Running.ToList();
        var kept = request.Kept.Concat(running.Select(one => one.Instance)).DistinctBy(instance => instance.Slot).ToList();
        var plan = ConferencePlanner.Plan(WithoutEmpty(request, writer), meeting.Living, meeting.LastNumber, kept, now, window);
        var booker = new PartBooker(tms, meeting, writer, request.MeetingId, now);
        foreach (var gone in meeting.Living.Where(part => plan.Parts.All(planned => planned.Number != part.Number)))
            await booker.RemoveAsync(gone.Number, endsSingle: request.Recurrence is null, cancel);
        var booked = new List<BookedPart>();
        // What is there gives time free that a new part may need.
        foreach (var part in plan.Parts.OrderBy(part => !meeting.Conferences.ContainsKey(part.Number)))
            booked.Add(new BookedPart(part, await booker.BookAsync(part, cancel)));
        var defects = await DefectFinder.FindAsync(tms, request, writer, booked, now, cancel);
        var staying = meeting.Parts.Where(part => plan.Parts.All(planned => planned.Number != part.Number) && running.Exists(one => one.Number == part.Number)).ToList();
        return Answers.Booked(request, plan, [.. Answers.Parts(request, options, booked), .. staying.Select(part => Answers.WithJoin(part, meeting, options))], defects, now, window) with
        {
            Notes = booker.Notes,
            // What runs as the calendar has it, and was not touched, is still an instance of its series.
            Kept = [.. request.Kept
                .Concat(running.Where(one => one.Number == 0 || booker.Saved.Contains(one.Number) || !ConferencePlanner.IsAsWanted(request, one.Instance)).Select(one => one.Instance))
                .DistinctBy(instance => instance.Slot).Where(instance => IsStillOfUse(request, instance, now))],
        };
    }

    /// <summary>Occurrences to which no room is invited, of a meeting without people who dial in, are none for TMS.</summary>
    private static ConferenceRequest WithoutEmpty(ConferenceRequest request, ConferenceWriter writer) => request with
    {
        Cancellations = [.. request.Cancellations, .. request.Exceptions.Where(exception => !writer.HasParticipantsAt(exception)).Select(exception => exception.Slot)],
    };

    private async Task<ConferenceAnswer> CancelAsync(ConferenceRequest request, CancellationToken cancel)
    {
        var now = Now;
        var meeting = await MeetingInTms.ReadAsync(tms, request, now, _window, cancel);
        var running = meeting.Running.ToList();
        var booker = new PartBooker(tms, meeting, new ConferenceWriter(options, request, null), request.MeetingId, now);
        foreach (var number in meeting.Conferences.Keys)
            await booker.RemoveAsync(number, endsSingle: request.Recurrence is null, cancel);
        return new ConferenceAnswer
        {
            RequestId = request.RequestId,
            Outcome = ConferenceOutcome.Cancelled,
            Text = running.Count > 0 ? "The instance that runs stays in TMS until it ends." : "",
            Kept = [.. running.Select(one => one.Instance)],
        };
    }

    private async Task<ConferenceAnswer> LookAsync(ConferenceRequest request, CancellationToken cancel)
    {
        var meeting = await MeetingInTms.ReadAsync(tms, request, Now, _window, cancel);
        return Answers.Seen(request, options, meeting);
    }

    /// <summary>A slot that is over will not be booked any more, unless the calendar moved it.</summary>
    private static bool IsStillOfUse(ConferenceRequest request, KeptInstance kept, Instant now) =>
        kept.End > now || kept.Slot > now.InUtc().Date.PlusDays(-2) || request.Exceptions.Any(exception => exception.Slot == kept.Slot && exception.End.Date > now.InUtc().Date.PlusDays(-2));

    private static ConferenceAnswer WithZone(ConferenceAnswer answer, string? zone) => zone is null
        ? answer
        : WithNote(answer, "The organizer's time zone in TMS is another than in the calendar: they must match (TMS, User Administration).") with { OwnerZone = zone };

    private static ConferenceAnswer WithNote(ConferenceAnswer answer, string note) => answer with { Notes = [.. answer.Notes, note] };
}
