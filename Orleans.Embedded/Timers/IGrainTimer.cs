namespace Orleans.Runtime;

/// <summary>A timer of an activation; ends with it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets a new due time and period; while a tick waits for its turn or runs they count from its end.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
