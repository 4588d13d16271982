namespace HybridCalendar.Connector.Identity;

/// <summary>Settings of the section <c>Connector</c>.</summary>
public sealed class ConnectorOptions
{
    public const string Section = "Connector";

    /// <summary>Folder of the registration, the answers and the status; default <c>connector-data</c> below the working folder.</summary>
    public string DataDirectory { get; set; } = "connector-data";

    /// <summary>The HTTP proxy on the way to the gateway, such as <c>http://proxy.company.com:8080</c>; null for none.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>
    /// A PEM file of the root certificates that the gateway is believed by, and no others. Null: those of the operating system, which it
    /// keeps up to date.
    /// </summary>
    public string? TrustedRootsFile { get; set; }
}
