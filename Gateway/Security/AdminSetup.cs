using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Grains.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Security;

/// <summary>Who may use the admin API and the pages.</summary>
internal static class AdminSetup
{
    public const string Policy = "Admin";

    /// <summary>In bytes; what an issuer says of itself has some ten thousand.</summary>
    private const int LargestDocument = 1024 * 1024;

    public static void AddAdministrators(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<AdminOptions>, AdminOptionsValidator>();
        builder.Services.AddOptions<AdminOptions>().Bind(builder.Configuration.GetSection(AdminOptions.Section)).ValidateOnStart();
        builder.Services.AddHttpClient(TokenIssuer.HttpClientName, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(10);
            client.MaxResponseContentBufferSize = LargestDocument;
        });
        builder.Services.AddSingleton<TokenIssuer>();
        builder.Services.AddSingleton<AdminTokens>();
        builder.Services.AddSingleton<OpenIdSignIn>();
        builder.Services.AddHostedService<AdminKeyStart>();
        builder.Services.AddAuthentication(AdminAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, AdminAuthentication>(AdminAuthentication.SchemeName, null)
            .AddAdminSession();
        builder.Services.AddSingleton<SessionTable>();
        builder.Services.AddSingleton<ITicketStore, SessionStore>();
        // In place of ASP.NET's keys, which each host would make and keep for itself.
        builder.Services.AddSingleton<IDataProtectionProvider, OrganizationProtection>();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "hc-antiforgery");
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policy, policy => policy.AddRequirements(new RoleRequirement()))
            .AddPolicy(AdminSession.Policy, policy => policy.AddAuthenticationSchemes(AdminSession.Scheme).AddRequirements(new RoleRequirement()));
    }

    /// <summary>
    /// ASP.NET would make keys at the first start, though <see cref="OrganizationProtection"/> takes their place: nobody needs them, and they would
    /// lie in clear in a folder of the user's. Goes after all that asks for its protection.
    /// </summary>
    public static void RemoveKeyRing(this WebApplicationBuilder builder)
    {
        var assembly = typeof(KeyManagementOptions).Assembly;
        foreach (var start in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == assembly).ToList())
            builder.Services.Remove(start);
    }

    /// <summary>Makes the local key at the first start and shows it on the console, never in the log.</summary>
    private sealed class AdminKeyStart(IOptions<AdminOptions> options, IOptions<GatewayOptions> gateway, SessionTable sessions, TimeProvider time) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var isLocal = options.Value.Authority is null;
            // Who signed in with a key that was replaced, or that an issuer took the place of, is out. Before the new key is made: a start that
            // ends in between leaves none, and the next one does both.
            if (!isLocal || !AdminKey.Exists(gateway.Value.DataDirectory))
                await sessions.RemoveAllAsync(AdminIdentity.LocalKey);
            if (isLocal && await AdminKey.CreateAsync(gateway.Value.DataDirectory, time, cancellationToken) is { } key)
                await Console.Out.WriteLineAsync($"Administrator key (shown only now): {key}");
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
