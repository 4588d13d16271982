namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>Makes the edits of a seed. The same seed always gives the same ones.</summary>
internal static class PremisesPlan
{
    private const int Fewest = 5;
    private const int Most = 10;

    private static readonly (PremisesEditKind Kind, int Weight)[] s_choices =
    [
        (PremisesEditKind.ScheduleSingle, 5), (PremisesEditKind.ScheduleSeries, 6), (PremisesEditKind.Rename, 3), (PremisesEditKind.Move, 5),
        (PremisesEditKind.ChangePlace, 5), (PremisesEditKind.ChangeRooms, 5), (PremisesEditKind.Cancel, 2), (PremisesEditKind.MoveOccurrence, 5),
        (PremisesEditKind.CancelOccurrence, 4), (PremisesEditKind.RenameOccurrence, 3), (PremisesEditKind.ChangeOccurrenceRooms, 4),
        (PremisesEditKind.ChangeSensitivity, 2), (PremisesEditKind.ChangePattern, 3), (PremisesEditKind.Shorten, 3), (PremisesEditKind.Cut, 3),
        (PremisesEditKind.Swap, 3),
    ];

    public static IReadOnlyList<PremisesEditKind> Of(int seed)
    {
        var dice = new Random(seed);
        var count = dice.Next(Fewest, Most + 1);
        return [.. Enumerable.Range(0, count).Select(number => number == 0 ? First(dice) : Next(dice))];
    }

    private static PremisesEditKind First(Random dice) => dice.Next(2) == 0 ? PremisesEditKind.ScheduleSingle : PremisesEditKind.ScheduleSeries;

    private static PremisesEditKind Next(Random dice)
    {
        var at = dice.Next(s_choices.Sum(choice => choice.Weight));
        return s_choices.First(choice => (at -= choice.Weight) < 0).Kind;
    }
}
