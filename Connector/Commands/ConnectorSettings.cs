using HybridCalendar.Connector.Identity;
using Microsoft.Extensions.Configuration;

namespace HybridCalendar.Connector.Commands;

/// <summary>Reads the connector's own settings for commands that start no host.</summary>
internal static class ConnectorSettings
{
    public static ConnectorOptions Read(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine([.. args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal))])
            .Build();
        return From(configuration);
    }

    public static ConnectorOptions From(IConfiguration configuration) =>
        configuration.GetSection(ConnectorOptions.Section).Get<ConnectorOptions>() ?? new ConnectorOptions();
}
