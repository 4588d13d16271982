using System.Collections.Immutable;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Grains.Organizations;

namespace HybridCalendar.Grains.Tests.Organizations;

public sealed class OrganizationRulesTests
{
    private static readonly OrganizationSettings s_defaults = new();

    [Fact]
    public void Defaults_are_good() => OrganizationRules.FindProblem(s_defaults).ShouldBeNull();

    [Fact]
    public void A_wrong_value_is_named()
    {
        OrganizationRules.FindProblem(s_defaults with { StartBufferMinutes = 181 })!.ShouldContain("startBufferMinutes");
        OrganizationRules.FindProblem(s_defaults with { HorizonMonths = 0 })!.ShouldContain("horizonMonths");
        OrganizationRules.FindProblem(s_defaults with { HorizonMonths = 7 })!.ShouldContain("dailyHorizonMonths");
        OrganizationRules.FindProblem(s_defaults with { HorizonMonths = null, DailyHorizonMonths = null }).ShouldBeNull();
        OrganizationRules.FindProblem(s_defaults with { WebexAction = KeywordAction.Tms })!.ShouldContain("webexAction");
        var longText = ImmutableDictionary<string, BlockText>.Empty.Add("en", new BlockText(new string('x', 1025), ""));
        OrganizationRules.FindProblem(s_defaults with { BlockTexts = longText })!.ShouldContain("1024");
    }
}
