using HybridCalendar.Connector.Commands;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Connector;

/// <summary>The connector as a host: the link to the gateway, and what does in TMS what comes over it.</summary>
public static class ConnectorHost
{
    private const string TmsSection = "Tms";

    /// <param name="settings">Its command line, <c>--Section:Name=value</c>.</param>
    /// <param name="time">Its clock.</param>
    /// <exception cref="ConnectorException">The connector is not registered.</exception>
    public static IHost Build(string[] settings, TimeProvider time)
    {
        var builder = Host.CreateApplicationBuilder(settings);
        builder.Services.AddSingleton(time);
        builder.Services.AddLink(ConnectorSettings.From(builder.Configuration));
        builder.Services.AddTms(builder.Configuration.GetSection(TmsSection));
        return builder.Build();
    }
}
