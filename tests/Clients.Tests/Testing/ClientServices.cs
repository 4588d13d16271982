using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Webex;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Clients.Tests.Testing;

/// <summary>Wires the clients as a host does it.</summary>
public static class ClientServices
{
    public static ServiceProvider Build(
        TimeProvider time, IDictionary<string, string?> settings, IEnumerable<(string Key, string? Value)>? changes = null,
        ILoggerProvider? log = null)
    {
        foreach (var (key, value) in changes ?? [])
            settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddSingleton(time)
            .AddSingleton(new Random(7))
            .AddLogging(logging => logging.Services.TryAddEnumerable(log is null ? [] : [ServiceDescriptor.Singleton(log)]))
            .AddOffice365Client(configuration.GetSection("Office365"))
            .AddWebexClient(configuration.GetSection("Webex"))
            .BuildServiceProvider();
    }
}
