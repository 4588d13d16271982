using HybridCalendar.Clients.Http;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Booking;

/// <summary>Does in TMS what a request asks. Done twice, by whichever connector, it is done once: TMS itself is asked first what it holds.</summary>
internal sealed class ConferenceBooker(ITmsBooking tms, OwnerDirectory owners, TmsOptions options, RefusedRooms refusedRooms, Random random, TimeProvider time)
{
    private const int MostAttempts = 3;

    private readonly RetryDelay _delay = new(time, random);

    private readonly ConferenceTry _try = new(tms, options, refusedRooms, time);

    private Instant Now => time.GetCurrentInstant();

    public async Task<ConferenceAnswer> DoAsync(ConferenceRequest request, CancellationToken cancel)
    {
        (OwnerInTms? Owner, string? Zone, bool IsTold) known = (null, null, true);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (request is { Kind: ConferenceRequestKind.Book, Owner: { } organizer })
                    known = await owners.FindAsync(organizer, Now, cancel);
                return WithZone(await _try.DoAsync(request, known.Owner, cancel), known.Zone, known.IsTold);
            }
            catch (TmsException e) when (attempt < MostAttempts && MayPass(e, attempt))
            {
                request = request with { Parts = Answers.WithSaved(request.Parts, e.Saved) };
                await Task.Delay(_delay.Before(attempt, null), time, cancel);
            }
            catch (TmsException e)
            {
                // A zone that differs may be why.
                return WithZone(e.MayBeUnderWay ? await FindDoneAsync(request, known.Owner, e, cancel) : Answers.Of(request, e, Now), known.Zone, known.IsTold);
            }
        }
    }

    /// <summary>Mostly TMS did what it did not answer, and the rest can be done. If not, it may be at it still.</summary>
    private async Task<ConferenceAnswer> FindDoneAsync(ConferenceRequest request, OwnerInTms? owner, TmsException unanswered, CancellationToken cancel)
    {
        request = request with { Parts = Answers.WithSaved(request.Parts, unanswered.Saved) };
        await Task.Delay(_delay.Before(1, null), time, cancel);
        try
        {
            return await new ConferenceTry(new TmsWithoutRepeat(tms, unanswered), options, refusedRooms, time).DoAsync(request, owner, cancel);
        }
        catch (TmsException)
        {
            return Answers.Of(request, unanswered, Now);
        }
    }

    /// <summary>Somebody else may have changed the conference since it was read, for which TMS has no known code; what is read anew settles that.</summary>
    private static bool MayPass(TmsException refused, int attempt) =>
        !refused.MayBeUnderWay && (refused.IsTransient || attempt == 1 && refused.Reason == ConferenceReason.Declined);

    private static ConferenceAnswer WithZone(ConferenceAnswer answer, string? zone, bool isTold) =>
        !isTold ? Answers.WithNote(answer, "TMS does not tell its users: the organizer is named to it by the address alone, and the time zones are not compared.") with { IsOwnerZoneUnknown = true }
        : zone is null ? answer
        : Answers.WithNote(answer, "The organizer's time zone in TMS is another than in the calendar: they must match (TMS, User Administration).") with { OwnerZone = zone };
}
