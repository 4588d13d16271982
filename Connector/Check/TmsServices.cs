using HybridCalendar.Connector.Tms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Connector.Check;

/// <summary>What commands need that speak with TMS once and end.</summary>
internal static class TmsServices
{
    /// <param name="args">The command line, which may hold settings such as <c>--Tms:Url=...</c>.</param>
    public static ServiceProvider Build(string[] args) => Build(new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine([.. args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal))])
        .Build());

    public static ServiceProvider Build(IConfiguration configuration, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection().AddLogging();
        more?.Invoke(services);
        return services.AddTms(configuration.GetSection("Tms")).BuildServiceProvider();
    }
}
