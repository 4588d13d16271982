using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Booking;

/// <summary>Tries once to do in TMS what a request asks. What is left of it when it fails is found by the next try: TMS is asked first what it holds.</summary>
internal sealed class ConferenceTry(ITmsBooking tms, TmsOptions options, RefusedRooms refusedRooms, TimeProvider time)
{
    private readonly RoomTrial _trial = new(tms, options, refusedRooms, time);

    private readonly TmsWindow _window = new(Duration.FromDays(options.BookingWindowDays));

    private Instant Now => time.GetCurrentInstant();

    /// <param name="request">What is asked.</param>
    /// <param name="owner">Who owns the conference in TMS; null for the connector's account.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="TmsException">TMS refuses it, or cannot do it now.</exception>
    public Task<ConferenceAnswer> DoAsync(ConferenceRequest request, OwnerInTms? owner, CancellationToken cancel) => request.Kind switch
    {
        ConferenceRequestKind.Book => BookAsync(request, owner, cancel),
        ConferenceRequestKind.Cancel => CancelAsync(request, cancel),
        _ => LookAsync(request, cancel),
    };

    private async Task<ConferenceAnswer> BookAsync(ConferenceRequest request, OwnerInTms? owner, CancellationToken cancel)
    {
        try
        {
            return await BookAllAsync(request, owner, cancel);
        }
        catch (TmsException e) when (RoomTrial.IsRefusal(e) && request.AllRooms.Count > 0)
        {
            return await BookWithoutRefusedAsync(request, owner, e, cancel);
        }
    }

    /// <summary>
    /// The others must not go without the meeting, or keep it at a time that is no more; nor may anybody, where TMS deleted the conference because
    /// it was edited without a licence.
    /// </summary>
    private async Task<ConferenceAnswer> BookWithoutRefusedAsync(ConferenceRequest request, OwnerInTms? owner, TmsException refused, CancellationToken cancel)
    {
        var rooms = request.AllRooms;
        var omitted = await _trial.RefusedAsync(rooms, cancel);
        try
        {
            if (omitted.Count == 0)
                return await BookAllAsync(request, owner, cancel);
            if (omitted.Count < rooms.Count || request.DialInPlaces > 0)
                return Answers.WithoutRooms(await BookAllAsync(request.Without(omitted), owner, cancel), omitted, refused, Now);
        }
        catch (TmsException e) when (RoomTrial.IsRefusal(e) && omitted.Count < rooms.Count)
        {
            (refused, request) = (e, request with { Parts = Answers.WithSaved(request.Parts, e.Saved) });
            if (request.DialInPlaces > 0)
                return Answers.WithoutRooms(await BookAllAsync(request.Without(rooms), owner, cancel), rooms, refused, Now);
        }
        await TakeOutStaleAsync(request, cancel);
        throw refused;
    }

    /// <summary>Nobody is left whom TMS would book: what it holds must not show at a time that is no more.</summary>
    private async Task TakeOutStaleAsync(ConferenceRequest request, CancellationToken cancel)
    {
        var now = await tms.NowAsync(cancel);
        var writer = new ConferenceWriter(options, request, null);
        var meeting = await MeetingInTms.ReadAsync(tms, request, now, _window.Longest, cancel);
        var booker = new PartBooker(tms, _trial, meeting, writer, request.MeetingId, now);
        foreach (var part in Plan(request, writer, meeting, now, _window.Longest).Parts.Where(part => meeting.Conferences.ContainsKey(part.Number)))
            await booker.TakeOutStaleAsync(part, cancel);
    }

    private async Task<ConferenceAnswer> BookAllAsync(ConferenceRequest request, OwnerInTms? owner, CancellationToken cancel)
    {
        try
        {
            return await BookForAsync(request, owner, cancel);
        }
        catch (TmsException e) when (e.Reason == ConferenceReason.OwnerUnknown && owner is not null)
        {
            return Answers.WithNote(await BookForAsync(request, null, cancel),
                "TMS knows no user for the organizer and makes none; the connector's account owns the conference.");
        }
    }

    /// <summary>Where TMS refuses a start as too far ahead, what it takes is looked for between what it took and what it refused.</summary>
    private async Task<ConferenceAnswer> BookForAsync(ConferenceRequest request, OwnerInTms? owner, CancellationToken cancel)
    {
        var (taken, refused) = (Duration.Zero, Duration.MaxValue);
        // What TMS holds already lies within its window.
        var held = request.Parts.Select(part => part.Until - Now).DefaultIfEmpty(Duration.Zero).Max();
        var window = Duration.Max(_window.At(Now), Duration.Min(held, _window.Longest));
        while (true)
        {
            var one = await BookWithinAsync(request, owner, window, cancel);
            if (one.Answer is { } answer)
            {
                if (refused == Duration.MaxValue || !one.IsCut || refused - window <= TmsWindow.Shortest)
                    return answer;
                taken = window;
                window = (taken + refused) / 2;
                continue;
            }
            if (window <= TmsWindow.Shortest)
                throw one.Refusal!;
            var isFirst = refused == Duration.MaxValue;
            refused = Duration.Min(window, one.Reach);
            _window.Refused(refused, Now);
            // Mostly it is one day at the edge.
            window = isFirst ? Duration.Max(TmsWindow.Shortest, refused - TmsWindow.Shortest)
                : taken > Duration.Zero && refused - taken <= TmsWindow.Shortest ? taken
                : (taken + refused) / 2;
        }
    }

    private async Task<WindowTry> BookWithinAsync(ConferenceRequest request, OwnerInTms? owner, Duration window, CancellationToken cancel, int defectsBefore = int.MaxValue)
    {
        var now = await tms.NowAsync(cancel);
        var writer = new ConferenceWriter(options, request, owner);
        if (!writer.HasParticipants)
            return new WindowTry(await CancelAsync(request, cancel), null, Duration.Zero, IsCut: false);
        var meeting = await MeetingInTms.ReadAsync(tms, request, now, _window.Longest, cancel);
        var plan = Plan(request, writer, meeting, now, window);
        var reach = plan.Parts.Count > 0 ? plan.Parts.Max(part => part.Instances.Max(slot => slot.Start)) - now : Duration.Zero;
        var booker = new PartBooker(tms, _trial, meeting, writer, request.MeetingId, now);
        var booked = new List<BookedPart>();
        try
        {
            // The highest number first: should it fail between two, those that are left are found by counting.
            foreach (var gone in meeting.Living.Where(part => plan.Parts.All(planned => planned.Number != part.Number)).OrderByDescending(part => part.Number))
                await booker.RemoveAsync(gone.Number, endsSingle: request.Recurrence is null, cancel);
            // What is there gives time free that a new part may need.
            foreach (var part in plan.Parts.OrderBy(part => !meeting.Conferences.ContainsKey(part.Number)))
            {
                var conference = await booker.BookAsync(part, cancel);
                booked.Add(new BookedPart(part, conference, booker.Saved.Contains(part.Number)));
            }
            var defects = await DefectFinder.FindAsync(tms, request, writer, booked, now, cancel);
            var answer = Booked(request, plan, meeting, booker, booked, defects, now, window);
            // What was in the way may just be gone, such as the series that this one goes on from: to wait as for a port might take hours.
            return defects.MayBeFree && defects.Count < defectsBefore
                ? await BookWithinAsync(request with { Parts = answer.Parts, Kept = answer.Kept }, owner, window, cancel, defects.Count)
                : new WindowTry(answer, null, reach, plan.NextStart is not null);
        }
        catch (TmsException e) when (e.Reason == ConferenceReason.BookingWindow && !meeting.HoldsAsPlanned(plan))
        {
            return new WindowTry(null, e, reach, IsCut: true);
        }
        catch (TmsException e)
        {
            e.Saved = [.. Answers.Parts(request, options, booked)];
            throw;
        }
    }

    private static ConferencePlan Plan(ConferenceRequest request, ConferenceWriter writer, MeetingInTms meeting, Instant now, Duration window)
    {
        var kept = request.Kept.Concat(meeting.Running.Select(one => one.Instance)).DistinctBy(instance => instance.Slot).ToList();
        return ConferencePlanner.Plan(WithoutEmpty(request, writer), meeting.Living, meeting.LastNumber, kept, now, window);
    }

    private ConferenceAnswer Booked(
        ConferenceRequest request, ConferencePlan plan, MeetingInTms meeting, PartBooker booker, List<BookedPart> booked, Defects defects, Instant now, Duration window)
    {
        var running = meeting.Running.ToList();
        var staying = meeting.Parts.Where(part => plan.Parts.All(planned => planned.Number != part.Number) && running.Exists(one => one.Number == part.Number))
            .Select(part => Answers.WithJoin(part, meeting, options)).ToList();
        var parts = Answers.Parts(request, options, booked.OrderBy(one => one.Part.Instances.Min(slot => slot.Start))).ToList();
        // A single meeting that was moved away from what runs is joined where it is to be.
        var isSingle = request.Recurrence is null;
        var staysUntil = isSingle && parts.Count > 0 ? null : running.Where(one => staying.Exists(part => part.Number == one.Number)).Select(one => (Instant?)one.Instance.End).Max();
        // What runs as the calendar has it, and was not touched, is still an instance of its series; a single one is found as it is.
        var kept = request.Kept.Concat(booker.Begun)
            .Concat(running.Where(one => one.Number == 0 || !isSingle && (booker.Saved.Contains(one.Number) || !ConferencePlanner.IsAsWanted(request, one.Instance))).Select(one => one.Instance))
            .DistinctBy(instance => instance.Slot).Where(instance => IsStillOfUse(request, instance, now));
        var answer = Answers.Booked(request with { Kept = [.. kept] }, plan, isSingle ? [.. parts, .. staying] : [.. staying, .. parts], staysUntil, defects, now, window) with
        {
            Notes = isSingle && staying.Count > 0 ? [.. booker.Notes, "The meeting ran when it was moved: TMS keeps it as it was until it ends."] : booker.Notes,
        };
        // TMS leaves out what meets an instance that runs.
        var free = booker.IsShort || defects.IsShort ? running.Select(one => (Instant?)one.Instance.End).Max() : null;
        return free is null || answer.AskAgainAt < free ? answer : answer with { AskAgainAt = free };
    }

    /// <summary>Occurrences to which no room is invited, of a meeting without people who dial in, are none for TMS.</summary>
    private static ConferenceRequest WithoutEmpty(ConferenceRequest request, ConferenceWriter writer) => request with
    {
        Cancellations = [.. request.Cancellations, .. request.Exceptions.Where(exception => !writer.HasParticipantsAt(exception)).Select(exception => exception.Slot)],
    };

    private async Task<ConferenceAnswer> CancelAsync(ConferenceRequest request, CancellationToken cancel)
    {
        var now = await tms.NowAsync(cancel);
        var meeting = await MeetingInTms.ReadAsync(tms, request, now, _window.Longest, cancel);
        var running = meeting.Running.ToList();
        var booker = new PartBooker(tms, _trial, meeting, new ConferenceWriter(options, request, null), request.MeetingId, now);
        foreach (var number in meeting.Conferences.Keys.OrderDescending())
            await booker.RemoveAsync(number, endsSingle: request.Recurrence is null, cancel);
        return Answers.Cancelled(request, [.. running.Select(one => one.Instance), .. booker.Begun]);
    }

    private async Task<ConferenceAnswer> LookAsync(ConferenceRequest request, CancellationToken cancel)
    {
        var meeting = await MeetingInTms.ReadAsync(tms, request, await tms.NowAsync(cancel), _window.Longest, cancel);
        return Answers.Seen(request, options, meeting);
    }

    /// <summary>A slot that is over will not be booked any more, unless the calendar moved it.</summary>
    private static bool IsStillOfUse(ConferenceRequest request, KeptInstance kept, Instant now) =>
        kept.End > now || kept.Slot > now.InUtc().Date.PlusDays(-2) || request.Exceptions.Any(exception => exception.Slot == kept.Slot && exception.End.Date > now.InUtc().Date.PlusDays(-2));
}
