namespace HybridCalendar.Scenarios.Tests.Plan;

/// <summary>What people write as the place of a meeting.</summary>
internal static class Places
{
    private static readonly string[] s_withKeyword =
    [
        "@webex", "Fourth floor; @Webex", "@webex:myroom", "@meet", "@webex:space, Building 7", "@meet:onetime", "@webex:onetime", "Lab @webex:onetime",
    ];

    private const string LinkDigits = "7788";
    private static readonly string[] s_without = ["", "Building 7", "webex corner", "ask@webex.example", "meet at the lift"];

    public static string WithKeyword(Random dice) => s_withKeyword[dice.Next(s_withKeyword.Length)];

    public static string Without(Random dice) => s_without[dice.Next(s_without.Length)];

    /// <summary>The digits tell links of places from those of texts.</summary>
    public static string WithLink(Random dice)
    {
        var number = $"{LinkDigits}{dice.Next(1_000_000, 9_999_999)}";
        return dice.Next(3) switch
        {
            0 => $"https://teams.microsoft.com/l/meetup-join/19%3ameeting_{number}%40thread.v2/0?context=%7b%22Tid%22%3a%22t%22%2c%22Oid%22%3a%22o%22%7d",
            1 => $"https://zoom.us/j/{number}",
            _ => $"Lab; sip:video.{number}@partner.example",
        };
    }

    /// <summary>Whether what somebody dials stood in a place.</summary>
    public static bool Held(string number) =>
        number.StartsWith(LinkDigits, StringComparison.Ordinal) || number.Contains($"video.{LinkDigits}", StringComparison.Ordinal) || number.Contains($"meeting_{LinkDigits}", StringComparison.Ordinal);

    public static string Any(Random dice) => dice.Next(3) == 0 ? Without(dice) : WithKeyword(dice);
}
