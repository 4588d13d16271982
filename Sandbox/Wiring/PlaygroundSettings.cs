using HybridCalendar.Sandbox.Graph.Tokens;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>The settings by which the product finds the Sandbox instead of the real services.</summary>
public static class PlaygroundSettings
{
    public static string[] ForGateway(PlaygroundAddresses addresses, string dataDirectory)
    {
        var app = AppRegistration.Product();
        var webex = new WebexSandboxOptions();
        return
        [
            $"--urls={addresses.Gateway}",
            $"--Gateway:PublicUrl={addresses.Gateway}",
            $"--Gateway:DataDirectory={dataDirectory}",
            $"--Office365:BaseUrl={new Uri(addresses.Sandbox, "v1.0")}",
            $"--Office365:AuthorityHost={addresses.Sandbox}",
            $"--Office365:TenantId={AppRegistration.DefaultTenant}",
            $"--Office365:ClientId={app.ClientId}",
            $"--Office365:ClientSecret={app.ClientSecret}",
            $"--Webex:BaseUrl={new Uri(addresses.Sandbox, "v1")}",
            $"--Webex:AccessToken={webex.AdminToken}",
            "--Logging:LogLevel:Default=Warning",
        ];
    }
    /// <param name="tms">Address of TMS.</param>
    /// <param name="dataDirectory">The connector's data.</param>
    /// <param name="authority">PEM file of the authority that signed TMS's certificate.</param>
    public static string[] ForConnector(Uri tms, string dataDirectory, string authority) =>
    [
        $"--Connector:DataDirectory={dataDirectory}",
        $"--Tms:Url={tms}",
        $"--Tms:UserName={SandboxPremises.ServiceUser}",
        $"--Tms:Password={SandboxPremises.ServicePassword}",
        // Windows sign-in needs a switch of the whole process, which only the connector's own has.
        "--Tms:Authentication=Basic",
        $"--Tms:TrustedAuthorities={authority}",
        // The gateway ends after the connector, or before it: neither is news to a person who ends both.
        "--Logging:LogLevel:Default=Error",
    ];
}
