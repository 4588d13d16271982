using HybridCalendar.Grains.Conferences;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Series;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Grains;

/// <summary>Registers what the grains need besides the clients, the catalog and their options.</summary>
public static class CalendarGrains
{
    public static IServiceCollection AddCalendarGrains(this IServiceCollection services) => services
        .AddSingleton(_ => new Jitter(Random.Shared))
        .AddSingleton<IValidateOptions<MailboxOptions>, MailboxOptionsValidator>()
        .AddSingleton<FirstReads>()
        .AddSingleton<SubscriptionKeeper>()
        .AddSingleton<MailboxServices>()
        .AddSingleton<JoinDetailsSource>()
        .AddSingleton<InvitationWriter>()
        .AddSingleton<SpaceMembers>()
        .AddSingleton<SeriesWorker>()
        .AddSingleton<RequestTable>()
        .AddSingleton<RequestCipher>()
        .AddSingleton<ConnectorList>()
        .AddSingleton<TmsRooms>()
        .AddSingleton<TmsOwners>()
        .AddSingleton<ConferenceDesk>();
}
