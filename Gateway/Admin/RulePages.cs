using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Gateway.JoinRules;
using HybridCalendar.Grains.JoinRules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.Admin;

/// <summary>The page of the join rules.</summary>
internal static class RulePages
{
    private const string Path = "/admin/rules";

    public static void MapRulePages(this RouteGroupBuilder pages)
    {
        var rules = pages.MapGroup("/rules");
        rules.MapGet("", async (string? search, bool? all, bool? saved, JoinRuleEditor editor) =>
            Page(await ReadAsync(editor) with { Search = Trim(search), ShowsAll = all ?? false, IsSaved = saved ?? false }));
        rules.MapPost("", AddAsync).Does("joinRule.added");
        rules.MapPost("/change", ChangeAsync).Does("joinRule.moved");
        rules.MapPost("/test", TestAsync).DoesNotChange().WithMetadata(InvitationProbe.SizeLimit);
    }

    private static async Task<IResult> AddAsync(HttpContext context, JoinRuleEditor editor)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var rule = new OwnJoinRule(
            form["id"].ToString().Trim(), FormChoice.Read<OwnRuleKind>(form["kind"]) ?? OwnRuleKind.Link, Trim(form["pattern"]),
            form["hosts"].ToString().Split([' ', ',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Trim(form["address"]), FormChoice.Read<MeetingPlatform>(form["platform"]) ?? MeetingPlatform.Other, FormChoice.Read<JoinProtocol>(form["protocol"]));
        return await editor.AddAsync(rule) is { Problem: { } problem } ? Page(await ReadAsync(editor) with { Typed = form, Problem = problem }) : Saved(rule.Id);
    }

    /// <summary>One form with a button for each thing that can be done to each rule: hundreds of forms would be a heavy page.</summary>
    private static async Task<IResult> ChangeAsync(HttpContext context, JoinRuleEditor editor, AuditTrail trail)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (what, id) = form["change"].ToString().Split(' ', 2) is [var first, var second] ? (first, second) : ("", "");
        // Before it is done: a change that fails is written down as what it was.
        trail.Rename(what switch { "on" or "off" => "joinRule.switched", "remove" => "joinRule.removed", _ => "joinRule.moved" });
        var change = what switch
        {
            "up" => await editor.MoveAsync(id, (place, _) => place - 1),
            "down" => await editor.MoveAsync(id, (place, _) => place + 1),
            "first" => await editor.MoveAsync(id, (_, _) => 0),
            "on" => await editor.SwitchAsync(id, isOn: true),
            "off" => await editor.SwitchAsync(id, isOn: false),
            "remove" => await editor.RemoveAsync(id),
            _ => new RuleChange(RuleOutcome.Wrong, "This is no change of a rule."),
        };
        return change.Problem is { } problem
            ? Page(await ReadAsync(editor) with { Search = Trim(form["search"]), ShowsAll = form["all"] == "true", Problem = problem })
            : Saved(id, Trim(form["search"]), form["all"] == "true");
    }

    private static async Task<IResult> TestAsync(HttpContext context, JoinRuleEditor editor, JoinRuleSource source)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var invitation = new InvitationProbe(form["location"].ToString(), form["body"].ToString(), OnlineMeetingUrl: form["online"].ToString());
        return Page(await ReadAsync(editor) with
        {
            Tested = invitation.Find(source.Current), Online = invitation.OnlineMeetingUrl ?? "", Location = invitation.Location, Body = invitation.Body,
        });
    }

    private static async Task<RulePageView> ReadAsync(JoinRuleEditor editor) => new(await editor.ListAsync());

    /// <summary>To the rule, among the others that were shown before.</summary>
    private static RedirectHttpResult Saved(string id, string? search = null, bool showsAll = false) => TypedResults.LocalRedirect(
        $"{Path}?saved=true{(showsAll ? "&all=true" : "")}{(search is null ? "" : $"&search={Uri.EscapeDataString(search)}")}#rule-{Uri.EscapeDataString(id)}");

    private static RazorComponentResult<RulesPage> Page(RulePageView view) => new(new { View = view })
    {
        StatusCode = view.Problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
