using System.Collections.Immutable;
using System.Globalization;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.Organization;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Organizations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The page of what keywords do, and of what stands around join details.</summary>
internal static class KeywordPages
{
    private const string Path = "/admin/keywords";

    public static void MapKeywordPages(this RouteGroupBuilder pages)
    {
        pages.MapGet("/keywords", async (bool? saved, IGrainFactory grains, IOptions<OrganizationOptions> options) =>
            Page(await Organization(grains, options).GetSettings(), problem: null, saved ?? false));
        pages.MapPost("/keywords", SaveAsync).Does("organization.set");
        pages.MapPost("/keywords/preview", PreviewAsync).DoesNotChange();
    }

    private static async Task<IResult> SaveAsync(HttpContext context, IGrainFactory grains, IOptions<OrganizationOptions> options, AuditTrail trail)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var organization = Organization(grains, options);
        var wanted = Read(form, await organization.GetSettings());
        var update = await OrganizationEditor.SaveAsync(organization, wanted, trail);
        return update switch
        {
            { Problem: null } => TypedResults.LocalRedirect($"{Path}?saved=true"),
            // What was typed stays, with the version that is in force: whoever saves again knows that it was changed.
            _ => Page(wanted with { Version = update.Settings.Version }, update.Problem, isSaved: false),
        };
    }

    private static OrganizationSettings Read(IFormCollection form, OrganizationSettings current) => current with
    {
        Version = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1,
        WebexAction = FormChoice.Read<KeywordAction>(form["webexAction"]) ?? current.WebexAction,
        MeetAction = FormChoice.Read<KeywordAction>(form["meetAction"]) ?? current.MeetAction,
        DefaultSite = Trim(form["defaultSite"]),
        StartBufferMinutes = ReadNumber(form["startBufferMinutes"], current.StartBufferMinutes),
        EndBufferMinutes = ReadNumber(form["endBufferMinutes"], current.EndBufferMinutes),
        DeviceDays = ReadNumber(form["deviceDays"], current.DeviceDays),
        TitleMasking = FormChoice.Read<TitleMasking>(form["titleMasking"]) ?? current.TitleMasking,
        // A form with the other settings of rooms says by its absence that it is off.
        ShowTentative = form.ContainsKey("deviceDays") ? form["showTentative"] == "true" : current.ShowTentative,
        DefaultLanguage = Trim(form["defaultLanguage"]) ?? current.DefaultLanguage,
        ForcedLanguage = Trim(form["forcedLanguage"]),
        BlockTexts = JoinBlockTexts.Languages
            .Select(language => (Language: language, Text: new BlockText(Lines(form[$"header-{language}"]), Lines(form[$"footer-{language}"]))))
            .Where(written => written.Text.Header.Length + written.Text.Footer.Length > 0)
            .ToImmutableDictionary(written => written.Language, written => written.Text),
    };

    private static async Task<IResult> PreviewAsync(HttpContext context, CancellationToken cancel)
    {
        var form = await context.Request.ReadFormAsync(cancel);
        return JoinBlockTexts.Languages.Contains(form["language"].ToString())
            ? TypedResults.Text(BlockPreview.Write(form["language"].ToString(), form["header"].ToString(), form["footer"].ToString(), isHtml: false))
            : TypedResults.NotFound();
    }

    private static RazorComponentResult<KeywordsPage> Page(OrganizationSettings settings, string? problem, bool isSaved) =>
        new(new { Settings = settings, Problem = problem, IsSaved = isSaved })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    /// <summary>What is no number is told to be none that can be.</summary>
    private static int ReadNumber(string? text, int current) =>
        Trim(text) is not { } given ? current : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>A browser sends line ends as two characters, and counts them as one.</summary>
    private static string Lines(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IOrganizationGrain Organization(IGrainFactory grains, IOptions<OrganizationOptions> options) =>
        grains.GetGrain<IOrganizationGrain>(GrainKeys.Organization(options.Value.Id));
}
