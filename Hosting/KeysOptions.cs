namespace HybridCalendar.Hosting;

/// <summary>Settings of the section <c>Keys</c>.</summary>
public sealed class KeysOptions
{
    public const string Section = "Keys";

    /// <summary>
    /// The file of the master key, which wraps the organization's keys in the database; default <c>master.key</c> in the data directory. It
    /// is made at the first start. All hosts of one database need the same file, and a backup of the database is worth nothing without it.
    /// </summary>
    public string? MasterKeyFile { get; set; }
}
