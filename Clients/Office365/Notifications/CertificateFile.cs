namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>A certificate on disk.</summary>
public sealed class CertificateFile
{
    /// <summary>A PFX file, or a PEM file that holds certificate and private key.</summary>
    public string Path { get; set; } = "";

    /// <summary>The password of the file, when it has one.</summary>
    public string? Password { get; set; }
}
