using HybridCalendar.Connector.Answers;
using HybridCalendar.Connector.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HybridCalendar.Connector.Link;

/// <summary>Registers the link to the gateway. It needs a <see cref="Requests.IRequestHandler"/>, which does what is asked.</summary>
internal static class LinkRegistration
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    /// <param name="services">Gets the services.</param>
    /// <param name="options">Where the registration lies and how to get to the gateway.</param>
    /// <exception cref="ConnectorException">The connector is not registered.</exception>
    public static IServiceCollection AddLink(this IServiceCollection services, ConnectorOptions options)
    {
        var identity = ConnectorIdentity.Load(options.DataDirectory);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SeenCertificates>();
        services.TryAddSingleton(_ => new Pauses(s_firstPause, Random.Shared));
        return services
            .AddSingleton(options)
            .AddSingleton(_ => identity)
            .AddSingleton(provider => new AnswerJournal(Path.Combine(options.DataDirectory, "answers.db"), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(new MaintenanceSwitch(options.DataDirectory))
            .AddSingleton<AlarmBoard>()
            .AddSingleton<JournalAlarm>()
            .AddSingleton<CertificateAlarm>()
            .AddSingleton<TestRunner>()
            .AddSingleton<ConnectorState>()
            .AddSingleton<RequestRunner>()
            .AddSingleton<LinkClient>()
            .AddSingleton<LinkRunner>()
            .AddHostedService(provider => provider.GetRequiredService<LinkRunner>());
    }
}
