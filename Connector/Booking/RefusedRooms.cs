using System.Collections.Concurrent;
using HybridCalendar.Domain.Conferences;
using NodaTime;
using NodaTime.Extensions;

namespace HybridCalendar.Connector.Booking;

/// <summary>Systems that TMS did not let be booked when it was asked for them last.</summary>
internal sealed class RefusedRooms(TimeProvider time)
{
    /// <summary>A meeting that waits for a room asks for it once a day at least.</summary>
    private static readonly Duration s_memory = Duration.FromHours(26);

    private readonly ConcurrentDictionary<long, (ConferenceReason Reason, Instant At)> _refused = [];

    public void Refused(long system, ConferenceReason reason) => _refused[system] = (reason, time.GetCurrentInstant());

    public void Booked(IEnumerable<long> systems)
    {
        foreach (var system in systems)
            _refused.TryRemove(system, out _);
    }

    /// <summary>TMS's ids of those that it refused for a reason, in order.</summary>
    public IReadOnlyList<long> For(ConferenceReason reason)
    {
        foreach (var old in _refused.Where(one => time.GetCurrentInstant() - one.Value.At >= s_memory))
            _refused.TryRemove(old);
        return [.. _refused.Where(one => one.Value.Reason == reason).Select(one => one.Key).Order()];
    }
}
