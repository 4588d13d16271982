namespace Orleans;

/// <summary>
/// Runs around every call that arrives at a grain, inside its turn. Filters run in the order of their registration; a grain that is
/// one itself runs last.
/// </summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Does its work around <c>await context.Invoke()</c>.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}
