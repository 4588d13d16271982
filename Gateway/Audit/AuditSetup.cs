using HybridCalendar.Gateway.Security;
using HybridCalendar.Grains.Audits;

namespace HybridCalendar.Gateway.Audit;

/// <summary>The audit log, and how endpoints say what they do.</summary>
internal static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddSingleton<AuditLog>().AddScoped<AuditTrail>();

    /// <summary>Every call that is no GET says what it does, or that it changes nothing; a test holds them to it.</summary>
    public static RouteHandlerBuilder Does(this RouteHandlerBuilder endpoint, string action) => endpoint.WithMetadata(new Audited(action));

    public static RouteHandlerBuilder DoesNotChange(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(ChangesNothing.Mark);
}
