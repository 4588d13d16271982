using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Sandbox.Wiring;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.EndToEnd.Tests.Rich;

/// <summary>A world whose Graph encrypts what it sends.</summary>
public sealed class RichWorld : SmallWorld
{
    private const string Password = "kept only in this test";
    private readonly List<string> _files = [];

    /// <summary>The id that the current certificate must have.</summary>
    internal string Thumbprint { get; private set; } = "";

    internal DamagedContent Damage { get; } = new();

    internal NotificationCounts Counts { get; } = new();

    internal override Task<IAsyncDisposable> StartGatewayAsync(string[] settings, CancellationToken cancellationToken)
    {
        if (_files.Count == 0)
            MakeCertificate();
        var former = _files.SkipLast(1).SelectMany((file, i) => (string[])
        [
            $"--Mailboxes:FormerEncryptionCertificates:{i}:Path={file}", $"--Mailboxes:FormerEncryptionCertificates:{i}:Password={Password}",
        ]);
        return GatewayInProcess.StartAsync(
            [
                .. settings, $"--Mailboxes:EncryptionCertificatePath={_files[^1]}",
                $"--Mailboxes:EncryptionCertificatePassword={Password}", .. former,
            ],
            builder =>
            {
                builder.Services.AddSingleton<IStartupFilter>(Damage);
                builder.Logging.ClearProviders();
            },
            cancellationToken);
    }

    /// <summary>An administrator puts a new certificate in and starts the gateway again.</summary>
    internal Task RotateAsync()
    {
        MakeCertificate();
        return Playground.RestartGatewayAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<IReadOnlyList<JsonElement>> SubscriptionsAsync()
    {
        using var sandbox = new HttpClient { BaseAddress = Playground.Addresses.Sandbox };
        return [.. (await sandbox.CallAsync(HttpMethod.Get, "sandbox/subscriptions")).EnumerateArray()];
    }

    /// <summary>Every mailbox has one subscription, made for the current certificate.</summary>
    internal Task<TimeSpan> IsSubscribedAsync() => Deadline.WaitAsync(async () =>
    {
        var ids = (await SubscriptionsAsync()).Select(made => made.TryGetProperty("encryptionCertificateId", out var id) ? id.GetString() : null).ToList();
        return ids.Count == 4 && ids.TrueForAll(id => id == Thumbprint) ? null : $"The subscriptions' certificates are {string.Join(", ", ids)}.";
    });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Counts.Dispose();
        _files.ForEach(File.Delete);
    }

    private void MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Hybrid Calendar notifications", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, Password));
        _files.Add(file);
        Thumbprint = certificate.Thumbprint;
    }
}
