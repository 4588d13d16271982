using Orleans.Runtime;

namespace Orleans;

/// <summary>A stored reminder, and the handle a grain gets.</summary>
internal sealed record ReminderEntry(GrainId Grain, string Name, DateTimeOffset FirstTick, TimeSpan Period, long Version) : IGrainReminder
{
    public string ReminderName => Name;

    /// <summary>The first tick not before this time: those that were missed are lost.</summary>
    public DateTimeOffset TickNotBefore(DateTimeOffset time)
    {
        if (time <= FirstTick) return FirstTick;
        var sinceTick = (time - FirstTick).Ticks % Period.Ticks;
        return sinceTick == 0 ? time : time + (Period - TimeSpan.FromTicks(sinceTick));
    }

    public DateTimeOffset TickAfter(DateTimeOffset tick, DateTimeOffset now)
    {
        var next = TickNotBefore(now);
        return next > tick ? next : tick + Period;
    }
}
