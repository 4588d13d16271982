namespace HybridCalendar.Hosting;

/// <summary>Settings of the section <c>Cluster</c>.</summary>
public sealed class ClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>
    /// PostgreSQL, as Npgsql writes it. The catalog is kept there, and in the Orleans build also membership, state and
    /// reminders; a silo needs it. Null: one machine, files in the data directory; in the Orleans build grains are then kept in memory alone,
    /// to try things.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>The same for all silos that work together; changes with a deployment that must not mix with the one before.</summary>
    public string ClusterId { get; set; } = "hybrid-calendar";

    /// <summary>
    /// The IP address at which other hosts reach this silo. Null: the smallest that this machine has, which is not to be left to chance where it
    /// is in several networks. Only in the Orleans build.
    /// </summary>
    public string? Address { get; set; }

    /// <summary>Silo to silo, default 11111; only in the Orleans build.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>
    /// Whether gateways of a cluster host grains themselves, so that no silo beside them is needed. Otherwise, the default, they are
    /// clients of the silos. Without <see cref="ConnectionString"/> a gateway always hosts them.
    /// </summary>
    public bool GatewayHostsGrains { get; set; }

    /// <summary>
    /// Whether silos agree on where each grain is before they make it, so that no grain is ever in two silos, also while silos come and go.
    /// Otherwise, the default, it may be for moments, and the first to write wins. The same on all silos of a cluster: it is changed
    /// while all are stopped. Only in the Orleans build.
    /// </summary>
    public bool StrongDirectory { get; set; }

    /// <summary>Clients to silo, default 30000; only in the Orleans build.</summary>
    public int GatewayPort { get; set; } = 30000;
}
