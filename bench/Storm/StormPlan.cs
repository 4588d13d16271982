namespace HybridCalendar.Bench.Storm;

/// <summary>What to measure.</summary>
/// <param name="Rooms">Rooms with a panel each; in all of them a meeting starts in the same minute.</param>
/// <param name="Silos">0: one process with the embedded runtime.</param>
/// <param name="Kill">Whether a silo is killed <see cref="KilledBefore"/> the alerts.</param>
/// <param name="Restart">Whether all hosts are stopped at that time instead, and started again.</param>
/// <param name="Rest">How long reads and writes are counted before, while nothing happens.</param>
/// <param name="StrongDirectory">Whether silos agree on where grains are.</param>
internal sealed record StormPlan(int Rooms, int Silos, bool Kill, bool Restart, TimeSpan Rest, bool StrongDirectory)
{
    public static readonly TimeSpan KilledBefore = TimeSpan.FromSeconds(30);

    /// <summary>A room's device is told this long before the meeting; the organization's default.</summary>
    public static readonly TimeSpan Buffer = TimeSpan.FromMinutes(5);

    /// <summary>People of whom each schedules in some of the rooms; the product does not watch them.</summary>
    public int Organizers => Math.Min(100, Rooms + 1);
}
