using System.Globalization;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Organizations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Api;

/// <summary>What holds for the whole organization.</summary>
internal static class OrganizationApi
{
    public static void MapOrganization(this RouteGroupBuilder api)
    {
        var organization = api.MapGroup("/organization").WithTags("Organization");
        organization.MapGet("", GetAsync)
            .WithSummary("The organization's settings.")
            .WithDescription("The ETag of the answer is needed to change them.");
        organization.MapPut("", PutAsync)
            .Does("organization.set")
            .WithSummary("Replaces the organization's settings.")
            .WithDescription(
                "`If-Match` carries the ETag that the settings were read with; the version in the body does not count. "
                + "They hold for what is processed from then on; join blocks that were written stay.")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
    }

    private static async Task<Ok<OrganizationSettings>> GetAsync(IGrainFactory grains, IOptions<OrganizationOptions> options, HttpResponse response)
    {
        var settings = await Grain(grains, options).GetSettings();
        return WithTag(settings, response);
    }

    private static async Task<Results<Ok<OrganizationSettings>, ValidationProblem, ProblemHttpResult>> PutAsync(
        OrganizationSettings settings, IGrainFactory grains, IOptions<OrganizationOptions> options, HttpRequest request, HttpResponse response,
        AuditTrail trail)
    {
        if (request.Headers.IfMatch.Count == 0)
            return TypedResults.Problem("If-Match is required: send the ETag that the settings were read with.", statusCode: StatusCodes.Status428PreconditionRequired);
        if (ReadVersion(request.Headers.IfMatch.ToString()) is not { } version)
            return TypedResults.Problem("If-Match is not an ETag of the settings, such as \"3\".", statusCode: StatusCodes.Status412PreconditionFailed);
        var problems = new Problems().RequireSite(settings.DefaultSite, "defaultSite");
        if (problems.Any)
            return problems.ToResult();
        var was = await Grain(grains, options).GetSettings();
        var update = await Grain(grains, options).UpdateSettings(settings with { Version = version });
        if (update.IsStale)
            return TypedResults.Problem(update.Problem, statusCode: StatusCodes.Status412PreconditionFailed);
        if (update.Problem is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        trail.Note(was, update.Settings);
        return WithTag(update.Settings, response);
    }

    private static IOrganizationGrain Grain(IGrainFactory grains, IOptions<OrganizationOptions> options) =>
        grains.GetGrain<IOrganizationGrain>(GrainKeys.Organization(options.Value.Id));

    private static Ok<OrganizationSettings> WithTag(OrganizationSettings settings, HttpResponse response)
    {
        response.Headers.ETag = $"\"{settings.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(settings);
    }

    private static int? ReadVersion(string etag) =>
        etag.Length > 2 && etag[0] == '"' && etag[^1] == '"' && int.TryParse(etag[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;
}
