using System.Collections.Concurrent;
using System.Globalization;
using HybridCalendar.Clients.Http;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Booking;

/// <summary>
/// Tries whether TMS lets a system be booked, in a booking of its own for a minute of the next day: an edit for which TMS lacks a licence costs the
/// conference that is edited, and of several systems TMS does not tell which one it refuses.
/// </summary>
internal sealed class RoomTrial(ITmsBooking tms, TmsOptions options, RefusedRooms refusedRooms, TimeProvider time)
{
    /// <summary>A licence stays with its system until an administrator takes it away.</summary>
    private static readonly Duration s_memory = Duration.FromDays(1);

    private readonly ConcurrentDictionary<long, Instant> _booked = [];

    /// <summary>Two trials of a system at once would be in each other's way.</summary>
    private readonly KeyedGate _systems = new(1);

    private Instant Now => time.GetCurrentInstant();

    /// <summary>Whether TMS refuses a system: it is not known, may not be booked, or has no licence.</summary>
    public static bool IsRefusal(TmsException refused) =>
        refused.Reason is ConferenceReason.RoomUnknown or ConferenceReason.RoomNotAllowed || refused.Code == TmsErrorCode.Licence;

    /// <summary>TMS has booked systems.</summary>
    public void Booked(IEnumerable<long> systems)
    {
        var booked = systems.ToList();
        foreach (var system in booked)
            _booked[system] = Now;
        refusedRooms.Booked(booked);
    }

    /// <summary>Tries those that were not booked lately.</summary>
    /// <param name="systems">TMS's ids.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="TmsException">TMS refuses one of them.</exception>
    public async Task CheckAsync(IEnumerable<long> systems, CancellationToken cancel)
    {
        foreach (var system in systems.Where(system => !_booked.TryGetValue(system, out var at) || Now - at >= s_memory))
            await TryAsync(system, cancel);
    }

    /// <summary>Tries all of them.</summary>
    /// <param name="systems">TMS's ids.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <returns>Those that TMS refuses.</returns>
    public async Task<IReadOnlyList<long>> RefusedAsync(IEnumerable<long> systems, CancellationToken cancel)
    {
        var refused = new List<long>();
        foreach (var system in systems)
        {
            try
            {
                await TryAsync(system, cancel);
            }
            catch (TmsException e) when (IsRefusal(e))
            {
                _booked.TryRemove(system, out _);
                refusedRooms.Refused(system, e.Reason);
                refused.Add(system);
            }
        }
        return refused;
    }

    private async Task TryAsync(long system, CancellationToken cancel)
    {
        using var pass = await _systems.EnterAsync(system.ToString(CultureInfo.InvariantCulture), cancel);
        // The same for whatever meeting and by whichever connector: the next trial takes out what one that died has left. What it left days ago is over,
        // and TMS lets nobody change or delete that: a key of its own for each day.
        var start = Now + TmsWindow.Shortest;
        var key = Key(system, start);
        await tms.DeleteAsync(Key(system, Now), cancel);
        await tms.DeleteAsync(key, cancel);
        var booking = await tms.NewAsync(cancel);
        booking["Title"] = "Hybrid Calendar room test";
        (booking.Start, booking.End) = (start, start + Duration.FromMinutes(1));
        booking["ConferenceType"] = "Reservation Only";
        booking["ExternalSourceId"] = options.SourceId;
        booking["ExternalPrimaryKey"] = key;
        booking.SetParticipants([TmsParticipant.OfSystem(system)]);
        await tms.SaveAsync(booking, cancel);
        await tms.DeleteAsync(key, cancel);
        Booked([system]);
    }

    private static string Key(long system, Instant start) => string.Create(CultureInfo.InvariantCulture, $"room-test#{system}-{start:uuuuMMdd}");
}
