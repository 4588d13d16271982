using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>What changed, in order.</summary>
internal sealed class TransactionLog
{
    private readonly List<TmsTransaction> _all = [];

    public long Last => _all.Count;

    public long Add(TmsBooking booking, TmsInstance? instance, string kind, int userId)
    {
        _all.Add(new TmsTransaction(
            Last + 1, (instance?.Id ?? booking.Id), booking.Data.Source, booking.Data.Key, instance?.Slot, kind, userId,
            [.. (instance?.Data ?? booking.Data).Participants.Select(one => one.Id)]));
        return Last;
    }

    /// <summary>What came after a transaction; empty after the last one.</summary>
    public IEnumerable<TmsTransaction> After(long id) => _all.Skip((int)id);

    public void Cut(long last) => _all.RemoveRange((int)last, _all.Count - (int)last);
}
