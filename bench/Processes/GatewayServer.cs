using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
#if !ORLEANS
using Orleans.Embedded;
#endif

namespace HybridCalendar.Bench.Processes;

/// <summary>The product's gateway with its grains.</summary>
internal static class GatewayServer
{
    /// <summary>A setting of the benchmark: how many subscriptions of disabled mailboxes to register.</summary>
    public const string SubscriptionsSetting = "Bench:Subscriptions";

    /// <summary>A setting of the benchmark: after how long without a call a grain leaves memory.</summary>
    public const string CollectionAgeSetting = "Bench:CollectionAge";

    public static WebApplication Build(string[] arguments) => GatewayApp.Build([.. arguments, "--Logging:LogLevel:Default=Warning"], Adjust);

    /// <summary>Registers the subscriptions that <c>ingest</c> posts for, as a mailbox grain does when it subscribes.</summary>
    public static async Task PrepareAsync(WebApplication app)
    {
        var registry = app.Services.GetRequiredService<SubscriptionRegistry>();
        for (var mailbox = 0; mailbox < app.Configuration.GetValue<int>(SubscriptionsSetting); mailbox++)
        {
            await registry.AddAsync(new RegisteredSubscription
            {
                Id = Ingest.NotificationBodies.SubscriptionId(mailbox),
                Mailbox = GrainKeys.User($"person{mailbox}@bench.example"),
                ClientStateHash = ClientState.Hash(Ingest.NotificationBodies.StateOf(mailbox)),
                Expires = long.MaxValue,
            });
        }
    }

    private static void Adjust(WebApplicationBuilder builder)
    {
#if !ORLEANS
        if (builder.Configuration.GetValue<TimeSpan?>(CollectionAgeSetting) is not { } age)
            return;
        var made = builder.Services.Last(service => service.ServiceType == typeof(OrleansEmbeddedOptions)).ImplementationFactory!;
        builder.Services.AddSingleton(services =>
        {
            var options = (OrleansEmbeddedOptions)made(services);
            (options.CollectionAge, options.CollectionQuantum) = (age, age / 4);
            return options;
        });
#endif
    }
}
