namespace HybridCalendar.Grains.Health;

/// <summary>Answers for the silo that it is on, and for nothing else: each silo has its own.</summary>
[Alias("hc.probe")]
public interface IProbeGrain : IGrainWithStringKey
{
    /// <summary>Returns at once.</summary>
    [Alias("answer")]
    Task Answer();
}
