using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Grains.JoinRules;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Organizations;
using HybridCalendar.Grains;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HybridCalendar.Hosting;

/// <summary>Office 365, Webex, the join rules, and the options of the grains.</summary>
public static class OutsideServices
{
    public static void AddOutsideServices(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddOffice365Client(configuration.GetSection("Office365"));
        builder.Services.AddWebexClient(configuration.GetSection("Webex"));
        builder.Services.AddCalendarGrains();
        builder.Services.AddOptions<OrganizationOptions>()
            .Bind(configuration.GetSection(OrganizationOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        var publicUrl = configuration["Gateway:PublicUrl"]
            ?? throw new ConfigurationProblemException("Gateway:PublicUrl is required: Graph posts its notifications there.");
        builder.Services.AddOptions<MailboxOptions>()
            .Bind(configuration.GetSection(MailboxOptions.Section))
            // A base without a slash at its end would lose its last folder.
            .Configure(mailboxes => mailboxes.PublicUrl = new Uri(publicUrl.TrimEnd('/') + "/"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.AddRichNotifications();
        builder.Services.AddOptions<JoinRuleOptions>().Bind(configuration.GetSection(JoinRuleOptions.Section));
        builder.Services.AddSingleton(new JoinRuleSource(JoinRuleSet.Default));
        builder.Services.AddHostedService<JoinRuleFile>();
        builder.Services.AddSingleton<JoinRuleTable>().AddSingleton<JoinRuleFollower>();
        builder.Services.AddHostedService(services => services.GetRequiredService<JoinRuleFollower>());
    }
}
