using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.JoinRules;
using HybridCalendar.Gateway.Meetings;
using HybridCalendar.Gateway.Overviews;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Gateway.Workspaces;
using Microsoft.OpenApi;

namespace HybridCalendar.Gateway.Api;

/// <summary>What administrators do, by program.</summary>
internal static class AdminApi
{
    public static IServiceCollection AddAdminApi(this IServiceCollection services) => services.AddSingleton<EntityTags>().AddScoped<WorkspaceEditor>().AddSingleton<PrimaryAddresses>().AddSingleton<MeetingProcessor>().AddSingleton<MeetingFinder>().AddJoinRuleEditor().AddOpenApi(document =>
        document.AddDocumentTransformer((description, _, _) =>
        {
            description.Info = new OpenApiInfo
            {
                Title = "Hybrid Calendar",
                Version = "v1",
                Description = "Administration of Hybrid Calendar, and what devices call. Times are UTC. Errors are problem details (RFC 9457). "
                    + "A POST may carry an Idempotency-Key: repeated with it within a day, it gives the same answer and makes nothing twice.",
            };
            description.Components ??= new OpenApiComponents();
            description.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    Description = "The administrator key or a token of the configured issuer; for /devices the device's own token.",
                },
            };
            description.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", description)] = [] }];
            return Task.CompletedTask;
        }));

    public static void MapAdminApi(this WebApplication app)
    {
        app.MapOpenApi();
        var api = app.MapGroup("/api")
            .RequireAuthorization(AdminSetup.Policy)
            .AddEndpointFilter<ReadableValues>()
            .AddEndpointFilter<AuditFilter>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapOverview();
        api.MapOrganization();
        api.MapUsers();
        api.MapWorkspaces();
        api.MapApiDevices();
        api.MapMeetings();
        api.MapJoinRules();
        api.MapKeys();
        api.MapConnectorsApi();
        api.MapTmsRooms();
        api.MapAudit();
    }
}
