using System.Globalization;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Organization;
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
        organization.MapPost("/preview", Preview)
            .DoesNotChange()
            .WithSummary("Shows the join block with a header and a footer, as it would stand in an invitation.");
    }

    /// <param name="Language">A language that join blocks are written in: <c>en</c> or <c>bg</c>.</param>
    /// <param name="Header">The organization's text above the details.</param>
    /// <param name="Footer">The organization's text below them.</param>
    internal sealed record BlockQuestion(string Language, string Header = "", string Footer = "");

    /// <param name="Text">The block in an invitation of plain text.</param>
    /// <param name="Html">The block in an invitation of HTML.</param>
    internal sealed record BlockAnswer(string Text, string Html);

    private static Results<Ok<BlockAnswer>, ValidationProblem> Preview(BlockQuestion asked)
    {
        var problems = new Problems()
            .Require(JoinBlockTexts.Languages.Contains(asked.Language), "language", "must be en or bg.")
            .Require(asked.Header.Length <= JoinBlock.MaxCustomLength, "header", $"may have {JoinBlock.MaxCustomLength} characters.")
            .Require(asked.Footer.Length <= JoinBlock.MaxCustomLength, "footer", $"may have {JoinBlock.MaxCustomLength} characters.");
        return problems.Any
            ? problems.ToResult()
            : TypedResults.Ok(new BlockAnswer(
                BlockPreview.Write(asked.Language, asked.Header, asked.Footer, isHtml: false), BlockPreview.Write(asked.Language, asked.Header, asked.Footer, isHtml: true)));
    }

    private static async Task<Ok<OrganizationSettings>> GetAsync(IGrainFactory grains, IOptions<OrganizationOptions> options, HttpResponse response)
    {
        var settings = await Grain(grains, options).GetSettings();
        return WithTag(settings, response);
    }

    private static async Task<Results<Ok<OrganizationSettings>, ProblemHttpResult>> PutAsync(
        OrganizationSettings settings, IGrainFactory grains, IOptions<OrganizationOptions> options, HttpRequest request, HttpResponse response,
        AuditTrail trail)
    {
        if (request.Headers.IfMatch.Count == 0)
            return TypedResults.Problem("If-Match is required: send the ETag that the settings were read with.", statusCode: StatusCodes.Status428PreconditionRequired);
        if (ReadVersion(request.Headers.IfMatch.ToString()) is not { } version)
            return TypedResults.Problem("If-Match is not an ETag of the settings, such as \"3\".", statusCode: StatusCodes.Status412PreconditionFailed);
        var update = await OrganizationEditor.SaveAsync(Grain(grains, options), settings with { Version = version }, trail);
        if (update.IsStale)
            return TypedResults.Problem(update.Problem, statusCode: StatusCodes.Status412PreconditionFailed);
        return update.Problem is { } problem
            ? TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest)
            : WithTag(update.Settings, response);
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
