namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>A conference that somebody booked in TMS's own pages. It stays.</summary>
/// <param name="Title">Title.</param>
/// <param name="System">The system that it takes.</param>
/// <param name="Start">UTC.</param>
/// <param name="End">UTC.</param>
internal sealed record Stranger(string Title, int System, DateTimeOffset Start, DateTimeOffset End)
{
    public bool Takes(int system, DateTimeOffset start, DateTimeOffset end) => system == System && start < End && Start < end;
}
