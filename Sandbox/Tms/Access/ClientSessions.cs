using HybridCalendar.Sandbox.Tms.Soap;

namespace HybridCalendar.Sandbox.Tms.Access;

/// <summary>Sessions of clients that take an API licence: 47 minutes each, and 17 more in which the next one is offered.</summary>
internal sealed class ClientSessions(TmsOptions options, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(47);
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(17);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _given = [];
    private readonly Dictionary<string, string> _next = [];
    private readonly HashSet<string> _inUse = [];

    /// <summary>Takes the session that a client names.</summary>
    /// <returns>The id to go on with: the same one, or the next one in the time of grace.</returns>
    public string Take(string? id)
    {
        lock (_lock)
        {
            Forget();
            if (string.IsNullOrWhiteSpace(id))
                throw Refuse(TmsErrorCode.ClientSessionBlank, "The client session is blank.");
            if (!_given.TryGetValue(id, out var given))
                throw Refuse(TmsErrorCode.ClientSessionExpired, "The client session has expired.");
            if (_inUse.Count >= options.Sessions && !_inUse.Contains(id))
                throw new TmsFault(TmsErrorCode.Licence, "All API licences are in use.");
            _inUse.Add(id);
            if (time.GetUtcNow() < given + Life)
                return id;
            if (!_next.TryGetValue(id, out var next))
                _next[id] = next = Give();
            return next;
        }
    }

    /// <summary>Forgets all, as a restart of TMS does.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _given.Clear();
            _next.Clear();
            _inUse.Clear();
        }
    }

    private TmsFault Refuse(int code, string message)
    {
        var next = Give();
        return new TmsFault(code, $"{message} Use {next}.") { ClientSession = next };
    }

    private string Give()
    {
        var id = Guid.NewGuid().ToString("D");
        _given[id] = time.GetUtcNow();
        return id;
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - Life - Grace;
        foreach (var id in _given.Where(given => given.Value <= oldest).Select(given => given.Key).ToList())
        {
            _given.Remove(id);
            _next.Remove(id);
            _inUse.Remove(id);
        }
    }
}
