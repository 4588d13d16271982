namespace HybridCalendar.Scenarios.Tests.Plan;

/// <summary>What people write as the place of a meeting.</summary>
internal static class Places
{
    private static readonly string[] s_withKeyword =
    [
        "@webex", "Fourth floor; @Webex", "@webex:myroom", "@meet", "@webex:space, Building 7", "@meet:onetime", "@webex:onetime", "Lab @webex:onetime",
    ];

    private static readonly string[] s_without = ["", "Building 7", "webex corner", "ask@webex.example", "meet at the lift"];

    public static string WithKeyword(Random dice) => s_withKeyword[dice.Next(s_withKeyword.Length)];

    public static string Without(Random dice) => s_without[dice.Next(s_without.Length)];

    public static string Any(Random dice) => dice.Next(3) == 0 ? Without(dice) : WithKeyword(dice);
}
