using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HybridCalendar.Bench.Processes;
using HybridCalendar.Connector;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Bench.Premises;

/// <summary>A connector in a process of its own, between a gateway and the TMS of the Sandbox.</summary>
internal static class TmsConnector
{
    /// <summary>Makes its account in TMS, registers it and starts it.</summary>
    /// <param name="sandbox">The Sandbox, which has a TMS.</param>
    /// <param name="gateway">Where the connector finds the gateway.</param>
    /// <param name="adminKey">The gateway's.</param>
    /// <param name="directory">A folder of its own.</param>
    public static async Task<ChildServer> StartAsync(HttpClient sandbox, Uri gateway, string adminKey, string directory)
    {
        var account = SandboxPremises.ServiceUser.Split('\\');
        using var added = await sandbox.PutAsJsonAsync("sandbox/tms/users", new
        {
            id = 0, domain = account[0], name = account[1], password = SandboxPremises.ServicePassword, displayName = "Calendar Service", email = "", timeZone = "UTC", booksOnBehalf = true,
        });
        added.EnsureSuccessStatusCode();
        var tms = new Uri((await sandbox.GetFromJsonAsync<JsonObject>("sandbox/tms"))!["url"]!.GetValue<string>());
        using var administrator = new Administrator(gateway, adminKey);
        var token = await administrator.BeginConnectorAsync("connector.bench.example", "Bench", CancellationToken.None);
        await Registrar.RegisterAsync(gateway, token, new ConnectorOptions { DataDirectory = directory }, TimeProvider.System, CancellationToken.None);
        var authority = Path.Combine(directory, "tms-authority.pem");
        await File.WriteAllTextAsync(authority, await sandbox.GetStringAsync("sandbox/tms/ca"));
        return await ChildServer.StartAsync("connector", PlaygroundSettings.ForConnector(tms, directory, authority));
    }
}
