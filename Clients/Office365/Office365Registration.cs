using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Clients.Office365.Tokens;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace HybridCalendar.Clients.Office365;

/// <summary>Registers the Office 365 client.</summary>
public static class Office365Registration
{
    private const string GraphHttp = "Office365";
    private const string AuthorityHttp = "Office365.Authority";

    /// <summary>
    /// Adds <see cref="IOffice365Calendar"/>, <see cref="IGraphSubscriptions"/> and <see cref="ValidationTokenValidator"/>.
    /// A wrong setting stops the host's start with a message that names it.
    /// </summary>
    /// <param name="services">Gets the services; a <see cref="TimeProvider"/> or <see cref="Random"/> that is already there is used.</param>
    /// <param name="section">The settings of <see cref="Office365Options"/>.</param>
    public static IServiceCollection AddOffice365Client(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<Office365Options>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<Office365Options>, Office365OptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<CallMeter>();
        services.AddHttpClient(GraphHttp, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler(() => new ParametersNameDecodingHandler())
            .AddHttpMessageHandler(() => new GraphTelemetryHandler(new GraphClientOptions()))
            .UseSocketsHttpHandler((handler, _) => Http.Sockets.Configure(handler))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddHttpClient(AuthorityHttp, http => http.Timeout = TimeSpan.FromSeconds(10))
            .UseSocketsHttpHandler((handler, _) => Http.Sockets.Configure(handler))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddSingleton(provider => TokenSources.Create(
            provider.GetRequiredService<IOptions<Office365Options>>().Value,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(AuthorityHttp),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(CreateSender);
        services.AddSingleton<IOffice365Calendar, Office365Calendar>();
        services.AddSingleton<IGraphSubscriptions, GraphSubscriptions>();
        services.AddSingleton(provider => new ValidationTokenValidator(
            provider.GetRequiredService<IOptions<Office365Options>>().Value,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(AuthorityHttp),
            provider.GetRequiredService<CallMeter>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SigningKeys>>()));
        return services;
    }

    private static GraphSender CreateSender(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<Office365Options>>();
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(GraphHttp);
        var authentication = new BearerAuthentication(provider.GetRequiredService<ITokenSource>(), options.Value.BaseUrl);
        var graph = new GraphServiceClient(http, authentication, options.Value.BaseUrl.AbsoluteUri.TrimEnd('/'));
        return new GraphSender(
            graph,
            authentication,
            http,
            options,
            provider.GetRequiredService<CallMeter>(),
            provider.GetRequiredService<Random>(),
            provider.GetRequiredService<TimeProvider>());
    }
}
