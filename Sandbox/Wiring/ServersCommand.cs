using System.CommandLine;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary><c>servers</c>: the local Office 365, Webex and devices without the product, for a product that runs elsewhere.</summary>
internal static class ServersCommand
{
    public static Command Create()
    {
        var urls = new Option<Uri>("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => new Uri(SandboxHost.DefaultUrl) };
        var empty = new Option<bool>("--empty") { Description = "Without the small world." };
        var command = new Command("servers", "The local Office 365, Webex and devices, without the product.") { urls, empty };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(urls)!, !parsed.GetValue(empty), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Uri url, bool seed, CancellationToken cancellationToken)
    {
        await using var app = SandboxHost.Build([], new SandboxHostOptions { Url = url.ToString(), Seed = seed });
        await app.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"Listening on {url}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
