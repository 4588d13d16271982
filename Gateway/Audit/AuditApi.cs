using HybridCalendar.Gateway.Api;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Audits;

namespace HybridCalendar.Gateway.Audit;

/// <summary>What administrators did.</summary>
internal static class AuditApi
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit log");
        audit.MapGet("", ListAsync)
            .WithSummary("What administrators did, the newest first: who, when, what, and the settings before and after.")
            .WithDescription("`who` is a name and `subject` a mail address or id as they stand in a row; `from` and `until` are times.");
        audit.MapGet("/export", Export)
            .Produces<string>(contentType: AuditExport.ContentType)
            .WithSummary("The same as a CSV file, without pages.");
    }

    internal static AuditSearch Search(string? who, string? subject, DateTimeOffset? from, DateTimeOffset? until) => new(
        Trim(who), Trim(subject) is { } given ? given.Contains('@', StringComparison.Ordinal) ? GrainKeys.Normalize(given) : given : null,
        from?.ToUnixTimeMilliseconds(), until?.ToUnixTimeMilliseconds());

    private static Task<Page<AuditEntry>> ListAsync(
        AuditLog log, string? who, string? subject, DateTimeOffset? from, DateTimeOffset? until, string? after, int? top) => Page<AuditEntry>.ReadAsync(
        top, async size => [.. (await log.ListAsync(Search(who, subject, from, until), after, size)).Select(AuditEntry.Of)], row => row.Id);

    private static IResult Export(AuditLog log, string? who, string? subject, DateTimeOffset? from, DateTimeOffset? until) =>
        AuditExport.Create(log, Search(who, subject, from, until));

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
