namespace HybridCalendar.Domain.Conferences.Rooms;

/// <summary>Where the values of a table of rooms stand; -1 for a column that it does not have.</summary>
internal sealed record RoomMappingColumns(int Mailbox, int SystemId, int SystemName, string? Problem)
{
    private static readonly string[] s_mailbox = ["mailbox", "roommailbox", "email", "emailaddress", "mail", "address", "room"];
    private static readonly string[] s_systemId = ["systemid", "tmssystemid", "tmsid", "id"];
    private static readonly string[] s_systemName = ["systemname", "tmssystemname", "system", "name", "displayname", "endpoint"];

    public static RoomMappingColumns Of(IReadOnlyList<string> header)
    {
        var names = header.Select(name => new string([.. name.Where(char.IsLetterOrDigit)]).ToLowerInvariant()).ToArray();
        var columns = new RoomMappingColumns(Find(names, s_mailbox), Find(names, s_systemId), Find(names, s_systemName), null);
        return columns with
        {
            Problem = columns.Mailbox < 0 ? "The header names no column for the room mailbox, such as 'Mailbox' or 'Email Address'."
                : columns.SystemId < 0 && columns.SystemName < 0 ? "The header names no column for the TMS system, such as 'System ID' or 'System Name'."
                : null,
        };
    }

    /// <summary>The first column with the best name.</summary>
    private static int Find(string[] names, string[] wanted) =>
        wanted.Select(name => Array.IndexOf(names, name)).FirstOrDefault(column => column >= 0, -1);
}
