namespace HybridCalendar.Runtime.Tests.Hosts;

/// <summary>A running actor runtime, and what a test can do to it from outside.</summary>
public interface ITestRuntime : IAsyncDisposable
{
    IGrainFactory Grains { get; }

    /// <summary>A short time on the runtime's clock: a minute of a clock that tests move, or part of a real second.</summary>
    TimeSpan Unit { get; }

    DateTimeOffset Now { get; }

    /// <summary>Lets time pass on the runtime's clock.</summary>
    Task ElapseAsync(TimeSpan time);

    /// <summary>Stops the process's runtime, lets time pass, and starts it again on the same storage.</summary>
    Task RestartAsync(TimeSpan down);

    /// <summary>Writes a grain's record as another process would.</summary>
    Task WriteBehindAsync(string stateName, string key, string json);

    /// <summary>Makes storage refuse writes of this record, until told otherwise.</summary>
    Task RefuseWritesAsync(string stateName, string key, bool refuse);
}
