namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>Gives every item of every mailbox its own number.</summary>
internal sealed class ItemNumbers
{
    private long _last;

    public long Next() => Interlocked.Increment(ref _last);
}
