using NodaTime;

namespace HybridCalendar.Connector.Tms;

/// <summary>TMS, which may be at a change that it did not answer: that one is not asked for beside the first, all else is done.</summary>
/// <param name="tms">TMS.</param>
/// <param name="unanswered">Why it is not known whether TMS makes the change.</param>
internal sealed class TmsWithoutRepeat(ITmsBooking tms, TmsException unanswered) : ITmsBooking
{
    public Task<Instant> NowAsync(CancellationToken cancel) => tms.NowAsync(cancel);

    public Task<TmsConference> NewAsync(CancellationToken cancel) => tms.NewAsync(cancel);

    public Task<TmsConference?> FindAsync(string key, CancellationToken cancel) => tms.FindAsync(key, cancel);

    public Task<TmsConference?> FindInstanceAsync(string key, Instant originalStart, CancellationToken cancel) => tms.FindInstanceAsync(key, originalStart, cancel);

    public Task<TmsConference?> FindSeriesAsync(long id, CancellationToken cancel) => tms.FindSeriesAsync(id, cancel);

    public Task<IReadOnlyList<TmsConference>> OfUserAsync(string userName, Instant from, Instant to, CancellationToken cancel) => tms.OfUserAsync(userName, from, to, cancel);

    public Task<IReadOnlyList<TmsConference>> OfSystemsAsync(IEnumerable<long> systems, Instant from, Instant to, CancellationToken cancel) =>
        tms.OfSystemsAsync(systems, from, to, cancel);

    public Task<TmsConference> SaveAsync(TmsConference conference, CancellationToken cancel) =>
        Do(TmsChange.Save(conference), () => tms.SaveAsync(conference, cancel));

    public Task<TmsConference> SaveInstanceAsync(TmsConference conference, CancellationToken cancel) =>
        Do(TmsChange.Save(conference), () => tms.SaveInstanceAsync(conference, cancel));

    public Task<bool> DeleteAsync(string key, CancellationToken cancel) => Do(TmsChange.Delete(key), () => tms.DeleteAsync(key, cancel));

    public Task<bool> DeleteInstanceAsync(string key, Instant originalStart, CancellationToken cancel) =>
        Do(TmsChange.Delete(key, originalStart), () => tms.DeleteInstanceAsync(key, originalStart, cancel));

    private Task<T> Do<T>(TmsChange change, Func<Task<T>> make) => change == unanswered.Unanswered ? Task.FromException<T>(unanswered) : make();
}
