using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Recurrence;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>Finds organizers among TMS's users, and those whose time zone in TMS is another than in the calendar.</summary>
internal sealed class OwnerDirectory(Func<CancellationToken, Task<IReadOnlyList<TmsUser>>> users, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _one = new(1);
    private (ILookup<string, TmsUser> ByAddress, long Since)? _known;

    /// <summary>The owner for a booking.</summary>
    /// <param name="owner">The organizer.</param>
    /// <param name="now">From when on zones are compared.</param>
    /// <param name="cancel">Ends the wait early.</param>
    /// <returns>The owner, and the user's zone in TMS when it is another.</returns>
    public async Task<(OwnerInTms Owner, string? Zone)> FindAsync(ConferenceOwner owner, Instant now, CancellationToken cancel)
    {
        var user = (await UsersAsync(cancel))[owner.Address].FirstOrDefault();
        var space = owner.Name.IndexOf(' ', StringComparison.Ordinal);
        var (first, last) = space < 0 ? (owner.Name, "") : (owner.Name[..space], owner.Name[(space + 1)..].Trim());
        var zone = user is not null && Differs(TimeZones.Find(user.Zone), TimeZones.Find(owner.Zone), now) ? user.Zone : null;
        return (new OwnerInTms(user?.UserName ?? "", owner.Address, first, last), zone);
    }

    public void Dispose() => _one.Dispose();

    private async Task<ILookup<string, TmsUser>> UsersAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_known is not { } known || time.GetElapsedTime(known.Since) >= s_fresh)
                _known = known = ((await users(cancel)).ToLookup(user => user.Address, StringComparer.OrdinalIgnoreCase), time.GetTimestamp());
            return known.ByAddress;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Zones of different names are the same when their clocks agree in the year to come; unknown ones are not compared.</summary>
    private static bool Differs(DateTimeZone? one, DateTimeZone? other, Instant now) =>
        one is not null && other is not null
        && Enumerable.Range(0, 53).Select(week => now + Duration.FromDays(7 * week)).Any(at => one.GetUtcOffset(at) != other.GetUtcOffset(at));
}
