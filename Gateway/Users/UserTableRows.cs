using HybridCalendar.Domain.Tables;
using HybridCalendar.Gateway.Api;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>Gathers the rows of a table of users and what is wrong with them. A row is taken as a whole, or not at all.</summary>
internal sealed class UserTableRows(UserColumns columns)
{
    private static readonly string[] s_yes = ["true", "yes", "1", "on", "да"];
    private static readonly string[] s_no = ["false", "no", "0", "off", "не"];
    private readonly List<UserTableRow> _rows = [];
    private readonly List<ImportProblem> _problems = [];
    private readonly Dictionary<string, int> _mails = [];
    private int _wrong;

    public int Count => _rows.Count + _wrong;

    public void Add(CsvRow row)
    {
        var known = _problems.Count;
        var mail = ReadMail(row);
        var name = columns.DisplayName >= 0 ? ReadName(row) : null;
        var enabled = columns.Enabled >= 0 ? ReadEnabled(row) : null;
        var site = ReadSite(row);
        var room = ReadRoom(row);
        var language = ReadLanguage(row);
        if (row.IsBroken)
            Refuse(row, -1, "A quote is not closed, or stands inside a value: write it twice there.");
        if (_problems.Count > known)
        {
            _wrong++;
            return;
        }
        _rows.Add(new UserTableRow(row.Line, mail, was => was with
        {
            DisplayName = name ?? was.DisplayName,
            Enabled = enabled ?? was.Enabled,
            PreferredSite = columns.PreferredSite >= 0 ? site : was.PreferredSite,
            PersonalRoomLink = columns.PersonalRoom >= 0 ? room : was.PersonalRoomLink,
            Language = columns.Language >= 0 ? language : was.Language,
        }));
    }

    public UserTable ToTable() => new(_rows, _problems, _wrong, columns.Ignored, IsReadable: true);

    private string ReadMail(CsvRow row)
    {
        var mail = GrainKeys.Normalize(Cell(row, columns.Mail));
        if (mail.Length == 0)
            Refuse(row, columns.Mail, "The mail address is missing.");
        else if (MailAddress.FindProblem(mail) is { } problem)
            Refuse(row, columns.Mail, problem);
        else if (!_mails.TryAdd(mail, row.Line))
            Refuse(row, columns.Mail, $"The address stands in line {_mails[mail]} already.");
        return mail;
    }

    /// <summary>Null leaves the name as it is.</summary>
    private string? ReadName(CsvRow row)
    {
        var name = Cell(row, columns.DisplayName);
        if (name.Length > Problems.LongestName || name.Any(char.IsControl))
            Refuse(row, columns.DisplayName, $"The name may have {Problems.LongestName} characters and no control characters.");
        return name.Length == 0 ? null : name;
    }

    /// <summary>Null leaves it as it is.</summary>
    private bool? ReadEnabled(CsvRow row)
    {
        var text = Cell(row, columns.Enabled).ToLowerInvariant();
        if (text.Length > 0 && !s_yes.Contains(text) && !s_no.Contains(text))
            Refuse(row, columns.Enabled, "Write true or false.");
        return text.Length == 0 ? null : s_yes.Contains(text);
    }

    private string? ReadSite(CsvRow row)
    {
        var site = Cell(row, columns.PreferredSite);
        if (site.Length > 0 && !WebexNames.IsSite(site))
            Refuse(row, columns.PreferredSite, $"The site {WebexNames.SiteRule}");
        return site.Length == 0 ? null : site;
    }

    private string? ReadRoom(CsvRow row)
    {
        var link = Cell(row, columns.PersonalRoom);
        if (link.Length == 0)
            return null;
        var room = WebexNames.ReadPersonalRoom(link);
        if (room is null)
            Refuse(row, columns.PersonalRoom, $"The link {WebexNames.RoomRule}");
        return room;
    }

    private string? ReadLanguage(CsvRow row)
    {
        var language = Cell(row, columns.Language).ToLowerInvariant();
        if (language is not ("" or "en" or "bg"))
            Refuse(row, columns.Language, "The language must be en or bg, or empty for the mailbox's own.");
        return language.Length == 0 ? null : language;
    }

    private static string Cell(CsvRow row, int column) => CsvWriter.Unescape(row[column]);

    private void Refuse(CsvRow row, int column, string why) => _problems.Add(new ImportProblem(row.Line, column < 0 ? "" : columns.Header[column], why));
}
