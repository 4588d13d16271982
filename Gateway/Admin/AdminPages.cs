using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Reports;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Audits;
using HybridCalendar.Grains.Catalogs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The pages of administrators: rooms, users and meetings, each with what is wrong and why.</summary>
internal static class AdminPages
{
    public static void MapAdminPages(this WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/admin/assets",
            FileProvider = new EmbeddedFileProvider(typeof(AdminPages).Assembly, "HybridCalendar.Gateway.Admin.assets"),
            OnPrepareResponse = served => served.Context.Response.Headers.CacheControl = "no-cache",
        });
        app.MapGet("/", () => TypedResults.LocalRedirect(AdminSession.HomePath)).ExcludeFromDescription();
        var anyone = app.MapGroup("/admin").ExcludeFromDescription().AddEndpointFilter(NeverStoreAsync).AddEndpointFilter<OwnForms>();
        anyone.MapGet("/sign-in", SignIn.Show);
        anyone.MapPost("/sign-in", SignIn.TryAsync).DoesNotChange();
        anyone.MapGet("/sign-in/openid", SignIn.BeginOpenIdAsync);
        anyone.MapGet("/sign-in/callback", SignIn.EndOpenIdAsync);
        anyone.MapGet("/language/{language}", LanguageChoice.Choose);
        var pages = anyone.MapGroup("").RequireAuthorization(AdminSession.Policy).AddEndpointFilter<AuditFilter>();
        pages.MapPost("/sign-out", (Delegate)SignIn.EndAsync).DoesNotChange();
        pages.MapGet("", () => TypedResults.LocalRedirect(AdminSession.HomePath));
        pages.MapOverviewPages();
        pages.MapRoomPages();
        pages.MapDevicePages();
        pages.MapUserPages();
        pages.MapKeywordPages();
        pages.MapRulePages();
        pages.MapConnectorPages();
        pages.MapMeetingPages();
        pages.MapGet("/audit", ListAuditAsync);
        pages.MapGet("/audit/export", ExportAudit);
    }

    private static async Task<RazorComponentResult> ListAuditAsync(AuditLog log, AdminTexts texts, string? who, string? subject, string? from, string? until, string? after)
    {
        var search = AuditApi.Search(texts.StoredPerson(who), subject, FormDay.Read(from), FormDay.Read(until)?.AddDays(1));
        var page = await Page<AuditEntry>.ReadAsync(null, async size => [.. (await log.ListAsync(search, after, size)).Select(AuditEntry.Of)], row => row.Id);
        return new RazorComponentResult<AuditPage>(new { Rows = page.Items, page.Next, Who = Trim(who), Subject = Trim(subject), From = FormDay.Read(from), Until = FormDay.Read(until) });
    }

    private static IResult ExportAudit(AuditLog log, AdminTexts texts, string? who, string? subject, string? from, string? until) =>
        AuditExport.Create(log, AuditApi.Search(texts.StoredPerson(who), subject, FormDay.Read(from), FormDay.Read(until)?.AddDays(1)));

    private static ValueTask<object?> NeverStoreAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";
        return next(context);
    }

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
