namespace HybridCalendar.Gateway.Users;

/// <summary>Where the values of a table of users stand; -1 for a column that it does not have. Others are passed over.</summary>
internal sealed class UserColumns
{
    private static readonly string[] s_mail = ["emailaddress", "email", "mail", "useridemailrequired", "useridemail", "userid", "userprincipalname", "user"];
    private static readonly string[] s_name = ["displayname", "name"];
    private static readonly string[] s_enabled = ["enabled", "calendarservice", "hybridcalendarservice", "hybridcalendar", "calendar"];
    private static readonly string[] s_site = ["preferredwebexsite", "preferredsite", "webexsite"];
    private static readonly string[] s_room = ["personalroom", "personalroomlink", "mypersonalroom"];
    private static readonly string[] s_language = ["language"];
    private readonly string[] _names;
    private readonly List<int> _used = [];

    public UserColumns(IReadOnlyList<string> header)
    {
        Header = header;
        _names = [.. header.Select(name => new string([.. name.Where(char.IsLetterOrDigit)]).ToLowerInvariant())];
        Mail = Find(s_mail);
        DisplayName = Find(s_name);
        Enabled = Find(s_enabled);
        PreferredSite = Find(s_site);
        PersonalRoom = Find(s_room);
        Language = Find(s_language);
    }

    /// <summary>The names as they stand in the file.</summary>
    public IReadOnlyList<string> Header { get; }
    public int Mail { get; }
    public int DisplayName { get; }
    public int Enabled { get; }
    public int PreferredSite { get; }
    public int PersonalRoom { get; }
    public int Language { get; }

    /// <summary>The names of columns that mean nothing here.</summary>
    public IReadOnlyList<string> Ignored => [.. Header.Where((name, column) => name.Length > 0 && !_used.Contains(column))];

    /// <summary>What a person has to change before the table can be read; null when nothing.</summary>
    public string? Problem => Mail < 0
        ? "The header names no column for the mail address, such as 'Email Address'."
        : _used.Select(column => _names[column]).FirstOrDefault(name => _names.Count(other => other == name) > 1) is { } twice
            ? $"The header names the column '{Header[Array.IndexOf(_names, twice)]}' twice."
            : _used.Count == 1 ? "The header names no column with something to set, such as 'Enabled' or 'preferredWebExSite'." : null;

    /// <summary>The first column with the best name.</summary>
    private int Find(string[] wanted)
    {
        var column = wanted.Select(name => Array.IndexOf(_names, name)).FirstOrDefault(found => found >= 0, -1);
        if (column >= 0)
            _used.Add(column);
        return column;
    }
}
