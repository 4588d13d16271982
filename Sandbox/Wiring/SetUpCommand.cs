using System.CommandLine;
using System.Net.Http.Json;
using HybridCalendar.Sandbox.Graph.Tokens;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary><c>set-up</c>: fills a product that runs elsewhere with the small world, for <c>servers</c> that run already.</summary>
internal static class SetUpCommand
{
    public static Command Create()
    {
        var sandbox = UrlOption.Create("--sandbox", "Where the servers listen.", new Uri(SandboxHost.DefaultUrl));
        var gateway = UrlOption.Create("--gateway", "Where the product listens.");
        gateway.Required = true;
        var key = new Option<string>("--key") { Description = "The product's administrator key.", Required = true };
        var certificate = new Option<FileInfo?>("--certificate") { Description = "PEM of the certificate by which the product signs in, when it uses one." };
        var command = new Command("set-up", "Fills a product that runs elsewhere with the small world.") { sandbox, gateway, key, certificate };
        command.SetAction((parsed, cancel) => RunAsync(
            new PlaygroundAddresses(parsed.GetValue(sandbox)!, parsed.GetValue(gateway)!), parsed.GetValue(key)!, parsed.GetValue(certificate), cancel));
        return command;
    }

    private static async Task<int> RunAsync(PlaygroundAddresses addresses, string key, FileInfo? certificate, CancellationToken cancellationToken)
    {
        if (certificate is not null)
            await RegisterAsync(addresses.Sandbox, await File.ReadAllTextAsync(certificate.FullName, cancellationToken), cancellationToken);
        using var administrator = new Administrator(addresses.Gateway, key);
        await administrator.SetUpAsync(cancellationToken);
        await RunCommand.DescribeAsync(addresses, administrator, cancellationToken);
        return 0;
    }

    private static async Task RegisterAsync(Uri sandbox, string pem, CancellationToken cancellationToken)
    {
        var app = AppRegistration.Product();
        app.Certificates.Add(pem);
        using var http = new HttpClient { BaseAddress = sandbox, Timeout = TimeSpan.FromSeconds(30) };
        using var answer = await http.PutAsJsonAsync("sandbox/apps", app, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
