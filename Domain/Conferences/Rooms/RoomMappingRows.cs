using System.Globalization;
using System.Net.Mail;

namespace HybridCalendar.Domain.Conferences.Rooms;

/// <summary>Gathers the rows of a table and what is wrong with them.</summary>
internal sealed class RoomMappingRows
{
    private readonly List<RoomMapping> _mappings = [];
    private readonly List<RoomMappingProblem> _problems = [];
    private readonly Dictionary<string, int> _mailboxes = [];
    private readonly Dictionary<string, int> _systems = new(StringComparer.OrdinalIgnoreCase);

    public void Add(int line, string mailbox, string systemId, string systemName)
    {
        if (mailbox.Length == 0 && systemId.Length == 0 && systemName.Length == 0)
            return;
        if (Wrong(mailbox, systemId, systemName) is { } wrong)
        {
            Refuse(line, wrong);
            return;
        }
        var address = mailbox.ToLowerInvariant();
        long? id = systemId.Length > 0 ? long.Parse(systemId, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        if (!_mailboxes.TryAdd(address, line))
            Refuse(line, $"The mailbox stands in line {_mailboxes[address]} already.");
        else if (!_systems.TryAdd(id?.ToString(CultureInfo.InvariantCulture) ?? "name:" + systemName, line))
            Refuse(line, $"The system is given to the mailbox of line {_systems[id?.ToString(CultureInfo.InvariantCulture) ?? "name:" + systemName]} already.");
        else
            _mappings.Add(new RoomMapping(address, id, systemName));
    }

    public void Refuse(int line, string why) => _problems.Add(new RoomMappingProblem(line, why));

    public RoomMappingFile ToFile() => _problems.Count > 0 ? new RoomMappingFile([], [.. _problems.Take(RoomMappingReader.MostProblems)])
        : _mappings.Count == 0 ? RoomMappingFile.Wrong(new RoomMappingProblem(0, "The file has a header but no row."))
        : new RoomMappingFile(_mappings, []);

    private static string? Wrong(string mailbox, string systemId, string systemName) =>
        mailbox.Length == 0 ? "The mailbox is missing."
        : !MailAddress.TryCreate(mailbox, out var address) || address.Address != mailbox ? "The mailbox is no mail address."
        : systemId.Length == 0 && systemName.Length == 0 ? "The system is missing."
        : systemId.Length > 0 && (!long.TryParse(systemId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 0) ? "The system's id is no positive whole number."
        : null;
}
