namespace HybridCalendar.Grains.Hints;

/// <summary>The hints that wait for one mailbox, and whether somebody is handing them over.</summary>
internal sealed class MailboxQueue
{
    private readonly Lock _lock = new();
    private HintBatch _waiting = new();
    private bool _draining;

    /// <returns>True when the caller must begin to drain the queue.</returns>
    public bool Add(JournaledHint hint, long row)
    {
        lock (_lock)
        {
            _waiting.Hints.Add(hint);
            _waiting.Rows.Add(row);
            if (_draining)
                return false;
            return _draining = true;
        }
    }

    /// <summary>All that waits, or null (and the end of draining) when nothing does.</summary>
    public HintBatch? Take()
    {
        lock (_lock)
        {
            if (_waiting.Rows.Count == 0)
            {
                _draining = false;
                return null;
            }
            var batch = _waiting;
            _waiting = new HintBatch();
            return batch;
        }
    }
}
