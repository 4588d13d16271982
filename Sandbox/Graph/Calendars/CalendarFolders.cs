namespace HybridCalendar.Sandbox.Graph.Calendars;

/// <summary>The calendars of a mailbox besides the default one. Its mailbox' gate is held by whoever uses it.</summary>
internal sealed class CalendarFolders
{
    private readonly SortedDictionary<long, CalendarFolder> _folders = [];

    public IReadOnlyList<CalendarFolder> All => [.. _folders.Values];

    public CalendarFolder? Find(long number) => _folders.GetValueOrDefault(number);

    /// <summary>Two calendars of one mailbox cannot share a name.</summary>
    public CalendarFolder Add(long number, string name)
    {
        if (_folders.Values.Any(folder => string.Equals(folder.Name, name, StringComparison.OrdinalIgnoreCase)))
            throw new GraphException(409, "ErrorFolderExists", "A folder with the specified name already exists.");
        return _folders[number] = new(number, name);
    }

    public void Remove(long number) => _folders.Remove(number);
}
