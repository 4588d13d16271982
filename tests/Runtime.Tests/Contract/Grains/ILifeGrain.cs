namespace HybridCalendar.Runtime.Tests.Contract.Grains;

[Alias("rt.ILifeGrain")]
public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>Gives what identifies the activation.</summary>
    [Alias("Activation")]
    Task<Guid> Activation();

    [Alias("Greet")]
    Task<string> Greet();

    [Alias("Identity")]
    Task<string> Identity();

    /// <summary>The key that the grain's own reference to itself gives.</summary>
    [Alias("KeyOfSelf")]
    Task<string> KeyOfSelf();

    [Alias("End")]
    Task End();

    [Alias("Delay")]
    Task Delay(TimeSpan time);

    /// <summary>Ends the activation, then keeps the turn until the test opens the gate.</summary>
    [Alias("EndAfterGate")]
    Task EndAfterGate();
}
