using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HybridCalendar.Clients.Office365.Tokens;

/// <summary>Finds the certificate that the options name.</summary>
internal static class CertificateLoader
{
    /// <returns>Null when the options name none.</returns>
    /// <exception cref="InvalidOperationException">It is not there, cannot be opened, or has no private key.</exception>
    public static X509Certificate2? Load(Office365Options options)
    {
        var certificate =
            options.CertificatePath is { } path ? FromFile("Office365:CertificatePath", path, options.CertificatePassword)
            : options.CertificateThumbprint is { } thumbprint ? FromStore(thumbprint)
            : null;
        if (certificate is not { HasPrivateKey: false })
            return certificate;
        certificate.Dispose();
        throw new InvalidOperationException("The certificate that Office365 names has no private key.");
    }

    /// <summary>Opens a PFX file, or a PEM file that holds certificate and private key.</summary>
    /// <param name="setting">The setting that names the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="password">Its password, when it has one.</param>
    /// <exception cref="InvalidOperationException">It is not there or cannot be opened.</exception>
    public static X509Certificate2 FromFile(string setting, string path, string? password)
    {
        try
        {
            if (X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12)
                return X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return password is null
                ? X509Certificate2.CreateFromPemFile(path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{setting} '{path}' cannot be opened: {e.Message}", e);
        }
    }

    private static X509Certificate2 FromStore(string thumbprint)
    {
        foreach (var location in (StoreLocation[])[StoreLocation.CurrentUser, StoreLocation.LocalMachine])
        {
            using var store = new X509Store(StoreName.My, location);
            try
            {
                store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            }
            catch (CryptographicException)
            {
                // A machine without such a store holds no certificate in it.
                continue;
            }
            if (store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is [var found, ..])
                return found;
        }
        throw new InvalidOperationException($"Office365:CertificateThumbprint: no certificate {thumbprint} in the user's or the machine's store.");
    }
}
