namespace HybridCalendar.Grains;

/// <summary>
/// Keys of all grains. Each has a prefix that is not hexadecimal: Orleans' ADO.NET storage reads a bare hexadecimal
/// key as a number, and two keys that differ would share a row.
/// </summary>
public static class GrainKeys
{
    private const string UserPrefix = "user:";
    private const string RoomPrefix = "room:";

    /// <param name="id">The organization's id, chosen at installation.</param>
    public static string Organization(string id) => $"org:{id}";

    /// <param name="mail">A scheduler's primary mail address; case does not matter.</param>
    public static string User(string mail) => UserPrefix + Normalize(mail);

    /// <param name="mail">A room mailbox's primary mail address; case does not matter.</param>
    public static string Room(string mail) => RoomPrefix + Normalize(mail);

    /// <param name="iCalUId">The iCalUId of a single meeting or of a series' master: the same in every mailbox.</param>
    public static string Series(string iCalUId) => $"series:{iCalUId}";

    /// <param name="id">A device's id, chosen by the administrator or given by Webex.</param>
    public static string Device(string id) => $"device:{id}";

    /// <param name="id">A connector's id, made from the host that it runs on.</param>
    public static string Connector(string id) => $"connector:{id}";

    /// <param name="organization">The organization's id.</param>
    public static string ConnectorPool(string organization) => $"pool:{organization}";

    /// <param name="number">Any: a gateway asks for several, which are perhaps not on the same silo.</param>
    public static string Probe(int number) => $"probe:{number}";

    /// <summary>What stands behind a key's prefix.</summary>
    public static string IdOf(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>True for a room mailbox's key, false for a user's.</summary>
    public static bool IsRoom(string mailboxKey) => mailboxKey.StartsWith(RoomPrefix, StringComparison.Ordinal);

    /// <summary>A mail address as it is compared and used in keys.</summary>
    public static string Normalize(string mail) => mail.Trim().ToLowerInvariant();
}
