using System.CommandLine;
using HybridCalendar.Sandbox.Tms;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary><c>servers</c>: the local Office 365, Webex and devices without the product, for a product that runs elsewhere.</summary>
internal static class ServersCommand
{
    public static Command Create()
    {
        var urls = UrlOption.Create("--urls", "Where to listen.", new Uri(SandboxHost.DefaultUrl));
        var tms = UrlOption.Create("--tms", "Also a TMS, and where it listens, e.g. https://localhost:5071.");
        var empty = new Option<bool>("--empty") { Description = "Without the small world." };
        var command = new Command("servers", "The local Office 365, Webex and devices, without the product.") { urls, tms, empty };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(urls)!, parsed.GetValue(tms), !parsed.GetValue(empty), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Uri url, Uri? tms, bool seed, CancellationToken cancellationToken)
    {
        await using var app = SandboxHost.Build([], new SandboxHostOptions
        {
            Url = url.ToString(),
            Tms = tms is null ? null : new TmsOptions { Url = tms },
            Seed = seed,
        });
        await app.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"Listening on {url}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
