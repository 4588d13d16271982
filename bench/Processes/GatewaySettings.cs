using HybridCalendar.Sandbox.Graph.Tokens;
using HybridCalendar.Sandbox.Webex;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Bench.Processes;

/// <summary>How the gateway is told where Office 365 and Webex are.</summary>
internal static class GatewaySettings
{
    public static string[] For(Uri gateway, Uri sandbox, string dataDirectory)
    {
        var app = AppRegistration.Product();
        return
        [
            $"--urls={gateway}",
            $"--Gateway:PublicUrl={gateway}",
            // A whole organization is set up within seconds, from one address.
            "--Gateway:ApiRequestsPerMinute=1000000",
            "--Gateway:DeviceRequestsPerMinute=1000000",
            // Devices say where they are, so that each has limits of its own.
            "--Gateway:TrustedProxies:0=127.0.0.1",
            $"--Gateway:DataDirectory={dataDirectory}",
            $"--Office365:BaseUrl={new Uri(sandbox, "v1.0")}",
            $"--Office365:AuthorityHost={sandbox}",
            $"--Office365:TenantId={AppRegistration.DefaultTenant}",
            $"--Office365:ClientId={app.ClientId}",
            $"--Office365:ClientSecret={app.ClientSecret}",
            $"--Webex:BaseUrl={new Uri(sandbox, "v1")}",
            $"--Webex:AccessToken={new WebexSandboxOptions().AdminToken}",
        ];
    }

    /// <summary>With a port that nobody uses now.</summary>
    public static Uri FreeAddress() => new($"http://127.0.0.1:{FreePorts.Next()}");
}
