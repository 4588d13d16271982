namespace HybridCalendar.Bench.Load;

/// <summary>What to measure.</summary>
/// <param name="Users">Schedulers; one of ten has a room beside them.</param>
/// <param name="Meetings">Meetings that exist before.</param>
/// <param name="Silos">0: one process with the embedded runtime.</param>
/// <param name="PerSecond">Changes a second; 0: the hours of a working day, one after the other, at the rate that so many users have in each.</param>
/// <param name="WarmUp">Changes that are not counted.</param>
/// <param name="Length">How long the rate is kept, or each hour is played.</param>
/// <param name="StrongDirectory">Whether silos agree on where grains are.</param>
/// <param name="Seed">Chooses the changes.</param>
internal sealed record LoadPlan(
    int Users, int Meetings, int Silos, double PerSecond, TimeSpan WarmUp, TimeSpan Length, bool StrongDirectory, int Seed)
{
    public int Rooms => Math.Max(1, Users / 10);

    public Change.ChangePlan Changes => new(Users, Rooms, Meetings, 0, WarmUp, Length, Seed);

    public IEnumerable<(string Name, double PerSecond)> Parts => PerSecond > 0 ? [("steady", PerSecond)] : WorkingDay.Hours(Users);
}
