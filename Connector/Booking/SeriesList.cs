using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>
/// Lists the instances of a meeting's series, among others. TMS lists what a user created or owns, and the connector's account created
/// everything: its own list is the whole organization's.
/// </summary>
internal sealed class SeriesList(ITmsBooking tms, ConferenceRequest request)
{
    /// <summary>Where only the account's list is left, no answer is longer than a week of all conferences.</summary>
    private static readonly Duration s_stretch = Duration.FromDays(7);

    /// <summary>Whether systems were looked through: instances that take place in none of them are missing.</summary>
    public bool IsOfSystems { get; private set; }

    /// <param name="series">The series as TMS holds it, with its participants.</param>
    /// <param name="from">The first time to be looked at.</param>
    /// <param name="to">The last one.</param>
    /// <param name="cancel">Ends the work early.</param>
    public async Task<IReadOnlyList<TmsConference>> ReadAsync(TmsConference series, Instant from, Instant to, CancellationToken cancel)
    {
        var (owner, account) = (series["OwnerUserName"] ?? "", (await tms.NewAsync(cancel))["OwnerUserName"] ?? "");
        if (owner.Length > 0 && !owner.Equals(account, StringComparison.OrdinalIgnoreCase) && await TryOfOwnerAsync(owner, from, to, cancel) is { } owned)
            return owned;
        long[] systems = [.. series.Systems];
        IsOfSystems |= systems.Length > 0;
        return (systems.Length == 0 ? null : await TryOfSystemsAsync([.. systems.Union(request.AllRooms).Union(request.Parts.SelectMany(part => part.Systems ?? []))], from, to, cancel))
            ?? await OfAccountAsync(account, from, to, cancel);
    }

    /// <summary>The instances, among others, also of those that take place in no system.</summary>
    public async Task<IReadOnlyList<TmsConference>> ReadAllAsync(Instant from, Instant to, CancellationToken cancel) =>
        await OfAccountAsync((await tms.NewAsync(cancel))["OwnerUserName"] ?? "", from, to, cancel);

    /// <returns>Null when the owner is no user of TMS any more.</returns>
    private async Task<IReadOnlyList<TmsConference>?> TryOfOwnerAsync(string owner, Instant from, Instant to, CancellationToken cancel)
    {
        try
        {
            return await tms.OfUserAsync(owner, from, to, cancel);
        }
        catch (TmsException e) when (e.Reason == ConferenceReason.OwnerUnknown)
        {
            return null;
        }
    }

    /// <summary>
    /// Occurrences with rooms of their own are found in these. A system that was taken out of TMS since is passed over: TMS does not tell which one.
    /// </summary>
    /// <returns>Null when TMS knows none of them any more.</returns>
    private async Task<IReadOnlyList<TmsConference>?> TryOfSystemsAsync(long[] systems, Instant from, Instant to, CancellationToken cancel)
    {
        try
        {
            return await tms.OfSystemsAsync(systems, from, to, cancel);
        }
        catch (TmsException e) when (e.Reason == ConferenceReason.RoomUnknown)
        {
            if (systems.Length == 1)
                return null;
        }
        var known = new List<IReadOnlyList<TmsConference>>();
        foreach (var system in systems)
        {
            if (await TryOfSystemsAsync([system], from, to, cancel) is { } listed)
                known.Add(listed);
        }
        return known.Count == 0 ? null : [.. known.SelectMany(listed => listed).DistinctBy(conference => conference.Id)];
    }

    private async Task<IReadOnlyList<TmsConference>> OfAccountAsync(string account, Instant from, Instant to, CancellationToken cancel)
    {
        var listed = new List<TmsConference>();
        for (var start = from; start < to; start += s_stretch)
            listed.AddRange(await tms.OfUserAsync(account, start, Instant.Min(start + s_stretch, to), cancel));
        return [.. listed.DistinctBy(conference => conference.Id)];
    }
}
