using System.Xml.Linq;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Tms;

/// <summary>The booking service of TMS, for the conferences of our own source.</summary>
internal sealed class TmsBooking(TmsSoap soap, TmsServer server, TmsOptions options, TimeProvider time) : ITmsBooking
{
    private static readonly XNamespace Ns = TmsNames.Booking;

    public async Task<Instant> NowAsync(CancellationToken cancel) => time.GetCurrentInstant() + ((await server.GetAsync(cancel)).Ahead ?? Duration.Zero);

    public async Task<TmsConference> NewAsync(CancellationToken cancel) => new((await server.GetAsync(cancel)).Template) { Id = -1 };

    public Task<TmsConference?> FindAsync(string key, CancellationToken cancel) =>
        FindAsync("GetConferenceByExternalId", External(key), cancel);

    public Task<TmsConference?> FindInstanceAsync(string key, Instant originalStart, CancellationToken cancel) =>
        FindAsync("GetConferenceInstanceByExternalId", [.. External(key), Instance(originalStart)], cancel);

    public Task<TmsConference?> FindSeriesAsync(long id, CancellationToken cancel) =>
        FindAsync("GetRecurrentConferenceById", [new XElement(Ns + "ConferenceId", id)], cancel);

    public Task<TmsConference> SaveAsync(TmsConference conference, CancellationToken cancel) =>
        SaveAsync("SaveConferenceWithMode", conference, cancel);

    public Task<TmsConference> SaveInstanceAsync(TmsConference conference, CancellationToken cancel) =>
        SaveAsync("SaveConferenceRecInstanceWithMode", conference, cancel);

    public Task<bool> DeleteAsync(string key, CancellationToken cancel) =>
        DeleteAsync("DeleteConferenceByExternalId", TmsChange.Delete(key), External(key), cancel);

    // The last l is missing in TMS's own name.
    public Task<bool> DeleteInstanceAsync(string key, Instant originalStart, CancellationToken cancel) =>
        DeleteAsync("DeleteConferenceInstanceByExternaId", TmsChange.Delete(key, originalStart), [.. External(key), Instance(originalStart)], cancel);

    public Task<IReadOnlyList<TmsConference>> OfUserAsync(string userName, Instant from, Instant to, CancellationToken cancel) =>
        ListAsync("GetConferencesForUser", [new XElement(Ns + "UserName", userName)], from, to, [], cancel);

    public Task<IReadOnlyList<TmsConference>> OfSystemsAsync(IEnumerable<long> systems, Instant from, Instant to, CancellationToken cancel) =>
        ListAsync("GetConferencesForSystems", systems.Select(id => new XElement(Ns + "SystemIds", id)), from, to, [new XElement(Ns + "Legacy", false)], cancel);

    private async Task<TmsConference?> FindAsync(string operation, IReadOnlyList<XElement> arguments, CancellationToken cancel)
    {
        try
        {
            var result = await CallAsync(operation, arguments, cancel);
            return result is not null && new TmsConference(result) is { Id: > 0, Status: not "Deleted" } found ? found : null;
        }
        catch (TmsException e) when (e.Reason == ConferenceReason.NotBooked)
        {
            return null;
        }
    }

    private async Task<TmsConference> SaveAsync(string operation, TmsConference conference, CancellationToken cancel)
    {
        // Resources that are taken make a defective booking, which TMS keeps and an administrator can mend; nothing booked would help nobody.
        var result = await ChangeAsync(operation, TmsChange.Save(conference), [conference.Xml, new XElement(Ns + "BookingMode", "BestEffortForced")], cancel);
        return result?.Element(Ns + "Conference") is { } saved
            ? new TmsConference(saved)
            : throw new TmsException(ConferenceReason.Unreachable, $"TMS's answer to {operation} holds no conference.") { IsTransient = true };
    }

    /// <returns>False when TMS held nothing of it.</returns>
    private async Task<bool> DeleteAsync(string operation, TmsChange change, IReadOnlyList<XElement> arguments, CancellationToken cancel)
    {
        try
        {
            await ChangeAsync(operation, change, arguments, cancel);
            return true;
        }
        catch (TmsException e) when (e.Reason is ConferenceReason.NotBooked or ConferenceReason.Past)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<TmsConference>> ListAsync(
        string operation, IEnumerable<XElement> whose, Instant from, Instant to, IEnumerable<XElement> rest, CancellationToken cancel)
    {
        var result = await CallAsync(operation,
            [.. whose, new XElement(Ns + "StartTime", TmsDate.WriteDateTime(from)), new XElement(Ns + "EndTime", TmsDate.WriteDateTime(to)),
                new XElement(Ns + "ConferenceStatus", "AllExceptDeleted"), .. rest], cancel);
        return [.. (result?.Elements() ?? []).Select(conference => new TmsConference(conference))];
    }

    private async Task<XElement?> ChangeAsync(string operation, TmsChange change, IReadOnlyList<XElement> arguments, CancellationToken cancel)
    {
        try
        {
            return await CallAsync(operation, arguments, cancel);
        }
        catch (TmsException e) when (e.MayBeUnderWay)
        {
            e.Unanswered = change;
            throw;
        }
    }

    private async Task<XElement?> CallAsync(string operation, IReadOnlyList<XElement> arguments, CancellationToken cancel)
    {
        var known = await server.GetAsync(cancel);
        return TmsEnvelope.Result(await soap.CallAsync(TmsService.Booking, operation, known.Version, arguments, cancel), operation);
    }

    private XElement[] External(string key) => [new XElement(Ns + "ExternalSourceId", options.SourceId), new XElement(Ns + "ExternalConferenceId", key)];

    private static XElement Instance(Instant originalStart) => new(Ns + "RecurrenceIdUTC", TmsDate.Write(originalStart));
}
