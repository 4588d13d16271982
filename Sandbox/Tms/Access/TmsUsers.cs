namespace HybridCalendar.Sandbox.Tms.Access;

/// <summary>All users.</summary>
public sealed class TmsUsers
{
    private readonly Lock _lock = new();
    private readonly List<TmsUser> _users = [];

    public IReadOnlyList<TmsUser> All
    {
        get
        {
            lock (_lock)
                return [.. _users];
        }
    }

    /// <summary>Adds a user, or changes the one of that account.</summary>
    public TmsUser Add(string domain, string name, string? password, string displayName, string email, string timeZone, bool booksOnBehalf = false)
    {
        lock (_lock)
        {
            var known = _users.FindIndex(user => user.Domain == domain && user.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            var added = new TmsUser(known < 0 ? _users.Select(user => user.Id).DefaultIfEmpty().Max() + 1 : _users[known].Id, domain, name, password, displayName, email, timeZone, booksOnBehalf);
            if (known < 0)
                _users.Add(added);
            else
                _users[known] = added;
            return added;
        }
    }

    /// <summary>Takes a user out; conferences keep the name of theirs.</summary>
    public void Remove(string name)
    {
        lock (_lock)
            _users.RemoveAll(user => user.IsCalled(name));
    }

    public TmsUser? Find(string name) => All.FirstOrDefault(user => user.IsCalled(name));

    public TmsUser? Find(long id) => All.FirstOrDefault(user => user.Id == id);
}
