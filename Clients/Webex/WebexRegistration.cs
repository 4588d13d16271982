using HybridCalendar.Clients.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Clients.Webex;

/// <summary>Registers the Webex client.</summary>
public static class WebexRegistration
{
    private const string WebexHttp = "Webex";

    /// <summary>
    /// Adds <see cref="IWebexMeetings"/> and <see cref="IWebexDevices"/>. A wrong setting stops the host's start with a message
    /// that names it.
    /// </summary>
    /// <param name="services">Gets the services; a <see cref="TimeProvider"/> or <see cref="Random"/> that is already there is used.</param>
    /// <param name="section">The settings of <see cref="WebexOptions"/>.</param>
    public static IServiceCollection AddWebexClient(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<WebexOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WebexOptions>, WebexOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<CallMeter>();
        services.AddHttpClient(WebexHttp, (provider, http) =>
            {
                http.BaseAddress = new Uri(provider.GetRequiredService<IOptions<WebexOptions>>().Value.BaseUrl.AbsoluteUri.TrimEnd('/') + "/");
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .UseSocketsHttpHandler((handler, _) => Sockets.Configure(handler))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WebexTokens>(provider, Http(provider)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WebexSender>(provider, Http(provider)));
        services.AddSingleton<WebexSpaces>();
        services.AddSingleton<PreferredSites>();
        services.AddSingleton<IWebexMeetings, WebexMeetings>();
        services.AddSingleton<IWebexDevices, WebexDevices>();
        return services;
    }

    private static HttpClient Http(IServiceProvider provider) => provider.GetRequiredService<IHttpClientFactory>().CreateClient(WebexHttp);
}
