using HybridCalendar.Clients;
using HybridCalendar.Connector.Booking;
using HybridCalendar.Connector.Check;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Requests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Connector.Tms;

/// <summary>Registers what does requests in TMS.</summary>
public static class TmsRegistration
{
    /// <summary>Adds an <see cref="IRequestHandler"/> that books in TMS. A wrong setting stops the host's start with a message that names it.</summary>
    /// <param name="services">Gets the services; a <see cref="TimeProvider"/> or <see cref="Random"/> that is already there is used.</param>
    /// <param name="section">The settings of <see cref="TmsOptions"/>.</param>
    public static IServiceCollection AddTms(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<TmsOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TmsOptions>, TmsOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<CallMeter>();
        services.TryAddSingleton<SeenCertificates>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TmsOptions>>().Value);
        services.AddSingleton(provider => new TmsCertificate(provider.GetRequiredService<TmsOptions>().Url!.Host, provider.GetRequiredService<SeenCertificates>()));
        services.AddSingleton<TmsSession>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TmsSoap>(
            provider, TmsHttp.Create(provider.GetRequiredService<TmsOptions>(), provider.GetRequiredService<TmsCertificate>())));
        services.AddSingleton<TmsServer>();
        services.AddSingleton<TmsSetup>();
        services.AddSingleton<ITmsBooking, TmsBooking>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OwnerDirectory>(
            provider, (Func<CancellationToken, Task<IReadOnlyList<TmsUser>>>)provider.GetRequiredService<TmsSetup>().UsersAsync));
        services.AddSingleton<RefusedRooms>();
        services.AddSingleton<ConferenceBooker>();
        services.TryAddSingleton<AlarmBoard>();
        services.AddSingleton<TmsAlarms>();
        services.AddSingleton<TmsProbe>();
        services.AddHostedService(provider => provider.GetRequiredService<TmsProbe>());
        services.AddSingleton<TestBooking>();
        services.AddSingleton<TmsCheck>();
        services.AddSingleton<ILinkTest, TmsLinkTest>();
        services.AddSingleton<IRequestHandler, ConferenceRequestHandler>();
        return services;
    }
}
