using HybridCalendar.Grains.Mailboxes;

namespace HybridCalendar.Grains.Hints;

/// <summary>The hints that wait for one mailbox, and whether somebody is handing them over.</summary>
internal sealed class MailboxQueue(IMailboxGrain mailbox)
{
    /// <summary>Each hint can cost some calls to Graph, and a call to a grain must end within half a minute.</summary>
    private const int MostAtOnce = 20;
    private readonly Lock _lock = new();

    /// <summary>The journal's rows by what they say, in the order in which it was said first.</summary>
    private readonly OrderedDictionary<JournaledHint, List<long>> _waiting = [];
    private bool _draining;

    public IMailboxGrain Mailbox { get; } = mailbox;

    /// <returns>True when the caller must begin to drain the queue.</returns>
    public bool Add(JournaledHint hint, long row)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(hint, out var rows))
                rows.Add(row);
            else
                _waiting.Add(hint, [row]);
            if (_draining)
                return false;
            return _draining = true;
        }
    }

    /// <summary>What waits, up to a limit, or null (and the end of draining) when nothing does.</summary>
    public HintBatch? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _draining = false;
                return null;
            }
            var taken = _waiting.Take(MostAtOnce).ToList();
            if (taken.Count == _waiting.Count)
                _waiting.Clear();
            else
                taken.ForEach(hint => _waiting.Remove(hint.Key));
            return new HintBatch([.. taken.Select(hint => Told(hint.Key))], [.. taken.SelectMany(hint => hint.Value)]);
        }
    }

    private static MailboxHint Told(JournaledHint hint) => new(hint.Kind, hint.EventId.Length == 0 ? null : hint.EventId);
}
