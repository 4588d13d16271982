using HybridCalendar.Sandbox.Graph.Tokens;
using HybridCalendar.Sandbox.Webex;

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

    /// <summary>A port that nobody uses now.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
