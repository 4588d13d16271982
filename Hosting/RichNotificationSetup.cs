using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Grains.Mailboxes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Hosting;

/// <summary>The certificates of rich notifications, opened at the start: a file that cannot be opened stops it.</summary>
internal static class RichNotificationSetup
{
    public static void AddRichNotifications(this IHostApplicationBuilder builder)
    {
        var options = new MailboxOptions();
        builder.Configuration.GetSection(MailboxOptions.Section).Bind(options);
        var keys = Load(options);
        // By a factory, so that the host disposes of it.
        builder.Services.AddSingleton(_ => keys);
    }

    private static RichNotificationKeys Load(MailboxOptions options)
    {
        (string, CertificateFile)? current = string.IsNullOrEmpty(options.EncryptionCertificatePath)
            ? null
            : (Name(nameof(options.EncryptionCertificatePath)),
                new CertificateFile { Path = options.EncryptionCertificatePath, Password = options.EncryptionCertificatePassword });
        var former = options.FormerEncryptionCertificates.Select((file, i) => (Name($"{nameof(options.FormerEncryptionCertificates)}:{i}:Path"), file));
        try
        {
            return RichNotificationKeys.Load(current, former);
        }
        catch (InvalidOperationException wrong)
        {
            throw new ConfigurationProblemException(wrong.Message, wrong);
        }
    }

    private static string Name(string setting) => $"{MailboxOptions.Section}:{setting}";
}
