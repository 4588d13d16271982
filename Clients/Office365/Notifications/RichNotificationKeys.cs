using System.Security.Cryptography.X509Certificates;
using HybridCalendar.Clients.Office365.Tokens;

namespace HybridCalendar.Clients.Office365.Notifications;

/// <summary>
/// The certificates of rich notifications: the current one, by which new subscriptions are made, and former ones, by which what
/// is still on its way is opened. A certificate's id is its SHA-1 thumbprint.
/// </summary>
public sealed class RichNotificationKeys : IDisposable
{
    private readonly List<RichNotifications> _all = [];
    private readonly RichContentDecryptor _decryptor;

    private RichNotificationKeys(IEnumerable<X509Certificate2> certificates, bool hasCurrent)
    {
        _all.AddRange(certificates.Select(certificate => new RichNotifications(certificate.Thumbprint, certificate)));
        Current = hasCurrent ? _all[0] : null;
        _decryptor = new RichContentDecryptor(_all);
    }

    /// <summary>For new subscriptions; null when they are basic.</summary>
    public RichNotifications? Current { get; }

    /// <summary>Opens the files.</summary>
    /// <param name="current">The current certificate's file with the setting that names it, or null for basic notifications.</param>
    /// <param name="former">Files of former certificates with their settings.</param>
    /// <exception cref="InvalidOperationException">
    /// A file is not there, cannot be opened, or holds no RSA certificate of 2,048 to 4,096 bits with its private key.
    /// </exception>
    public static RichNotificationKeys Load((string Setting, CertificateFile File)? current, IEnumerable<(string Setting, CertificateFile File)> former)
    {
        var opened = new List<X509Certificate2>();
        try
        {
            foreach (var (setting, file) in current is { } first ? former.Prepend(first) : former)
                opened.Add(Open(setting, file));
            return new RichNotificationKeys(opened, current is not null);
        }
        catch
        {
            opened.ForEach(certificate => certificate.Dispose());
            throw;
        }
    }

    /// <inheritdoc cref="RichContentDecryptor.Decrypt"/>
    public byte[] Decrypt(EncryptedContent content) => _decryptor.Decrypt(content);

    public void Dispose()
    {
        _decryptor.Dispose();
        _all.ForEach(key => key.Certificate.Dispose());
    }

    private static X509Certificate2 Open(string setting, CertificateFile file)
    {
        var certificate = CertificateLoader.FromFile(setting, file.Path, file.Password);
        using var key = certificate.HasPrivateKey ? certificate.GetRSAPrivateKey() : null;
        if (key is { KeySize: >= 2048 and <= 4096 })
            return certificate;
        certificate.Dispose();
        throw new InvalidOperationException($"{setting} '{file.Path}' must hold an RSA certificate of 2048 to 4096 bits with its private key.");
    }
}
