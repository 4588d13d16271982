using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that takes reminders: schedules that are stored and outlive the activation and the process.</summary>
public interface IRemindable : IGrain
{
    /// <summary>
    /// One tick, an ordinary call. A tick that is missed, because the process was down, or that fails, is not repeated: the next
    /// comes a period later.
    /// </summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
