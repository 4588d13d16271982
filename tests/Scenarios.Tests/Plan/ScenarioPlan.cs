namespace HybridCalendar.Scenarios.Tests.Plan;

/// <summary>Makes the scenario of a seed. The same seed always gives the same one.</summary>
internal static class ScenarioPlan
{
    private const int Fewest = 8;
    private const int Most = 16;

    private static readonly (EditKind Kind, int Weight)[] s_forAll =
    [
        (EditKind.ScheduleSingle, 5), (EditKind.ScheduleSeries, 7), (EditKind.ScheduleFar, 1), (EditKind.ScheduleNow, 3), (EditKind.Copy, 3), (EditKind.Duplicate, 2), (EditKind.Forward, 2), (EditKind.ForwardByGuest, 2),
        (EditKind.Rename, 4), (EditKind.Move, 5), (EditKind.ChangeLocation, 8), (EditKind.LinkLocation, 4), (EditKind.WriteWords, 4), (EditKind.RewriteBody, 2),
        (EditKind.DamageBlock, 3), (EditKind.PasteBlock, 2), (EditKind.ChangeRooms, 4), (EditKind.Cancel, 2), (EditKind.RoomDeclines, 2),
        (EditKind.Settle, 7),
    ];

    /// <summary>Left out of every third scenario, so that in enough of them the product hears of everything.</summary>
    private static readonly (EditKind Kind, int Weight)[] s_troubles =
    [
        (EditKind.Fault, 8), (EditKind.FaultsEnd, 3), (EditKind.SwitchOff, 3), (EditKind.RemoveUser, 2), (EditKind.SwitchOn, 1), (EditKind.TakeAccess, 2), (EditKind.GiveAccess, 1), (EditKind.MoveToCalendar, 1),
    ];

    private static readonly (EditKind Kind, int Weight)[] s_forSeries =
    [
        (EditKind.MoveOccurrence, 4), (EditKind.MoveLast, 3), (EditKind.RenameOccurrence, 3), (EditKind.CancelOccurrence, 4), (EditKind.OccurrenceRooms, 3),
        (EditKind.OccurrenceKeyword, 5), (EditKind.OccurrenceWords, 2), (EditKind.OccurrenceLink, 3), (EditKind.PasteIntoOccurrence, 2), (EditKind.RoomDeclinesOccurrence, 2),
        (EditKind.ChangePattern, 3), (EditKind.SplitSeries, 4),
    ];

    public static IReadOnlyList<Edit> Of(int seed) => Remembered.Find(seed) ?? Throw(new Random(seed));

    private static List<Edit> Throw(Random dice)
    {
        var count = dice.Next(Fewest, Most + 1);
        var forAll = dice.Next(3) == 0 ? s_forAll : [.. s_forAll, .. s_troubles];
        var edits = new List<Edit>();
        var meetings = new List<(int Number, bool IsSeries)>();
        for (var number = 1; number <= count; number++)
        {
            var kind = number == 1 ? First(dice) : Next(dice, meetings.Exists(meeting => meeting.IsSeries) ? [.. forAll, .. s_forSeries] : forAll);
            var meeting = Choose(dice, kind, meetings);
            edits.Add(new Edit(number, kind, IsNew(kind) ? number : meeting.Number, dice.Next()));
            if (IsNew(kind))
                meetings.Add((number, kind == EditKind.ScheduleSeries));
            else if (kind is EditKind.Copy or EditKind.Duplicate or EditKind.SplitSeries)
                meetings.Add((number, meeting.IsSeries && kind != EditKind.Copy));
        }
        return edits;
    }

    private static bool IsNew(EditKind kind) => kind is EditKind.ScheduleSingle or EditKind.ScheduleSeries or EditKind.ScheduleFar or EditKind.ScheduleNow;

    private static EditKind First(Random dice) => dice.Next(3) == 0 ? EditKind.ScheduleSingle : EditKind.ScheduleSeries;

    private static EditKind Next(Random dice, (EditKind Kind, int Weight)[] choices)
    {
        var at = dice.Next(choices.Sum(choice => choice.Weight));
        return choices.First(choice => (at -= choice.Weight) < 0).Kind;
    }

    private static (int Number, bool IsSeries) Choose(Random dice, EditKind kind, List<(int Number, bool IsSeries)> meetings)
    {
        var fit = s_forSeries.Any(choice => choice.Kind == kind) ? meetings.FindAll(meeting => meeting.IsSeries) : meetings;
        return fit.Count == 0 ? default : fit[dice.Next(fit.Count)];
    }
}
