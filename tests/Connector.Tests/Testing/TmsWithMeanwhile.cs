using System.Collections.Concurrent;
using HybridCalendar.Connector.Tms;
using NodaTime;

namespace HybridCalendar.Connector.Tests.Testing;

/// <summary>TMS, and something that happens before it lists conferences for the first time, for the second time, and so on.</summary>
internal sealed class TmsWithMeanwhile(ITmsBooking tms, params IEnumerable<Func<Task>> meanwhile) : ITmsBooking
{
    private readonly ConcurrentQueue<Func<Task>> _meanwhile = new(meanwhile);

    public Task<Instant> NowAsync(CancellationToken cancel) => tms.NowAsync(cancel);

    public Task<TmsConference> NewAsync(CancellationToken cancel) => tms.NewAsync(cancel);

    public Task<TmsConference?> FindAsync(string key, CancellationToken cancel) => tms.FindAsync(key, cancel);

    public Task<TmsConference?> FindInstanceAsync(string key, Instant originalStart, CancellationToken cancel) => tms.FindInstanceAsync(key, originalStart, cancel);

    public Task<TmsConference?> FindSeriesAsync(long id, CancellationToken cancel) => tms.FindSeriesAsync(id, cancel);

    public Task<TmsConference> SaveAsync(TmsConference conference, CancellationToken cancel) => tms.SaveAsync(conference, cancel);

    public Task<TmsConference> SaveInstanceAsync(TmsConference conference, CancellationToken cancel) => tms.SaveInstanceAsync(conference, cancel);

    public Task<bool> DeleteAsync(string key, CancellationToken cancel) => tms.DeleteAsync(key, cancel);

    public Task<bool> DeleteInstanceAsync(string key, Instant originalStart, CancellationToken cancel) => tms.DeleteInstanceAsync(key, originalStart, cancel);

    public async Task<IReadOnlyList<TmsConference>> OfUserAsync(string userName, Instant from, Instant to, CancellationToken cancel)
    {
        await HappenAsync();
        return await tms.OfUserAsync(userName, from, to, cancel);
    }

    public async Task<IReadOnlyList<TmsConference>> OfSystemsAsync(IEnumerable<long> systems, Instant from, Instant to, CancellationToken cancel)
    {
        await HappenAsync();
        return await tms.OfSystemsAsync(systems, from, to, cancel);
    }

    private async Task HappenAsync()
    {
        if (_meanwhile.TryDequeue(out var next))
            await next();
    }
}
