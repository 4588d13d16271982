using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains.JoinRules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HybridCalendar.Gateway.JoinRules;

/// <summary>The ordered rules that say what in an invitation is a way to join.</summary>
internal static class JoinRulesApi
{
    public static IServiceCollection AddJoinRuleEditor(this IServiceCollection services) => services.AddScoped<JoinRuleEditor>();

    public static void MapJoinRules(this RouteGroupBuilder api)
    {
        var rules = api.MapGroup("/join-rules").WithTags("Join rules");
        rules.MapGet("", (JoinRuleEditor editor, CancellationToken cancel) => editor.ListAsync(cancel))
            .WithSummary("The join rules in their order: the first that matches wins.");
        rules.MapPost("", async (OwnJoinRule rule, JoinRuleEditor editor) => Answer(await editor.AddAsync(rule)))
            .Does("joinRule.added")
            .WithSummary("Adds a rule by regular expression, before all others.")
            .WithDescription("Patterns run without backtracking, so that no text makes them slow; a match that takes 5 s all the same is given up. Hosts of a cluster take a change up within seconds.")
            .ProducesProblem(StatusCodes.Status409Conflict);
        rules.MapDelete("/{ruleId}", async (string ruleId, JoinRuleEditor editor) => Answer(await editor.RemoveAsync(ruleId)))
            .Does("joinRule.removed")
            .WithSummary("Takes away a rule that was added.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapPut("/{ruleId}/enabled", async (string ruleId, RuleSwitch wanted, JoinRuleEditor editor) => Answer(await editor.SwitchAsync(ruleId, wanted.Enabled)))
            .Does("joinRule.switched")
            .WithSummary("Switches a rule on or off.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapPut("/{ruleId}/place", async (string ruleId, RulePlace wanted, JoinRuleEditor editor) =>
                wanted.Place < 1 ? Answer(new RuleChange(RuleOutcome.Wrong, "place must be 1 or more.")) : Answer(await editor.MoveAsync(ruleId, (_, _) => wanted.Place - 1)))
            .Does("joinRule.moved")
            .WithSummary("Moves a rule to a place, 1 for the first.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        rules.MapPost("/test", (InvitationProbe invitation, JoinRuleSource source) => TypedResults.Ok(RuleTest.Of(invitation.Find(source.Current))))
            .DoesNotChange()
            .WithSummary("Tries the rules on an invitation: which matched, what it found, and what was refused.")
            .WithDescription("Nothing of the invitation is kept or logged.");
    }

    /// <param name="Enabled">Whether the rule is to be in force.</param>
    internal sealed record RuleSwitch(bool Enabled);

    /// <param name="Place">The place, 1 for the first.</param>
    internal sealed record RulePlace(int Place);

    /// <summary>What came of trying the rules.</summary>
    /// <param name="Target">What a device would dial; null for nothing.</param>
    /// <param name="IsDialable">Whether a device can join by it.</param>
    /// <param name="Refused">What looked like a way to join and was refused.</param>
    /// <param name="Warnings">What an administrator should know.</param>
    internal sealed record RuleTest(JoinTarget? Target, bool IsDialable, IReadOnlyList<RefusedCandidate> Refused, IReadOnlyList<string> Warnings)
    {
        public static RuleTest Of(JoinTargetSearch search) => new(search.Target, search.Target is { IsDialable: true }, search.Refused, search.Warnings);
    }

    private static Results<NoContent, ProblemHttpResult> Answer(RuleChange change) => change.Outcome == RuleOutcome.Done
        ? TypedResults.NoContent()
        : TypedResults.Problem(change.Problem, statusCode: change.Outcome switch
        {
            RuleOutcome.Unknown => StatusCodes.Status404NotFound,
            RuleOutcome.Wrong => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status409Conflict,
        });
}
