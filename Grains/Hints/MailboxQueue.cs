namespace HybridCalendar.Grains.Hints;

/// <summary>The hints that wait for one mailbox, and whether somebody is handing them over.</summary>
internal sealed class MailboxQueue
{
    private readonly Lock _lock = new();
    private Dictionary<JournaledHint, long> _waiting = [];
    private bool _draining;

    /// <returns>True when the caller must begin to drain the queue.</returns>
    public bool Add(JournaledHint hint, long version)
    {
        lock (_lock)
        {
            _waiting[hint] = version;
            if (_draining)
                return false;
            return _draining = true;
        }
    }

    /// <summary>All that waits, or null (and the end of draining) when nothing does.</summary>
    public Dictionary<JournaledHint, long>? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _draining = false;
                return null;
            }
            var batch = _waiting;
            _waiting = [];
            return batch;
        }
    }

    /// <summary>Ends draining after a failure; what waits is taken up with the next hint.</summary>
    public void Release()
    {
        lock (_lock)
            _draining = false;
    }
}
