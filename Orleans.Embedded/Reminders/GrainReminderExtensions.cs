using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain's reminders, for grains that are <see cref="IRemindable"/>.</summary>
public static class GrainReminderExtensions
{
    /// <summary>Stores a reminder, or replaces the one of that name. Stored when the task completes.</summary>
    /// <param name="grain">The grain itself.</param>
    /// <param name="reminderName">Unique in the grain.</param>
    /// <param name="dueTime">From now to the first tick; not negative.</param>
    /// <param name="period">From tick to tick; not below the host's minimum, one minute if not set otherwise.</param>
    /// <exception cref="InvalidOperationException">The grain is not <see cref="IRemindable"/>.</exception>
    /// <exception cref="ArgumentException">The period is below the minimum.</exception>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reminderName);
        if (grain is not IRemindable) throw new InvalidOperationException($"{grain.GetType().Name} must implement IRemindable to have reminders.");
        return Activation.Of(grain.GrainContext).Reminders.RegisterAsync(grain.GrainContext.GrainId, reminderName, dueTime, period);
    }

    /// <inheritdoc cref="RegisterOrUpdateReminder(IGrainBase, string, TimeSpan, TimeSpan)"/>
    public static Task<IGrainReminder> RegisterOrUpdateReminder(this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
        ((IGrainBase)grain).RegisterOrUpdateReminder(reminderName, dueTime, period);

    /// <summary>Ends a reminder; no tick comes after the task completes, but for one that was already on its way.</summary>
    /// <exception cref="ReminderException">It was ended or registered anew since the handle was taken.</exception>
    public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) =>
        Activation.Of(grain.GrainContext).Reminders.UnregisterAsync(reminder);

    /// <inheritdoc cref="UnregisterReminder(IGrainBase, IGrainReminder)"/>
    public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) => ((IGrainBase)grain).UnregisterReminder(reminder);

    /// <summary>The reminder of this name, or null.</summary>
    public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
        Task.FromResult(Activation.Of(grain.GrainContext).Reminders.Find(grain.GrainContext.GrainId, reminderName));

    /// <inheritdoc cref="GetReminder(IGrainBase, string)"/>
    public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) => ((IGrainBase)grain).GetReminder(reminderName);

    /// <summary>All reminders of the grain.</summary>
    public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) =>
        Task.FromResult(Activation.Of(grain.GrainContext).Reminders.All(grain.GrainContext.GrainId));

    /// <inheritdoc cref="GetReminders(IGrainBase)"/>
    public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => ((IGrainBase)grain).GetReminders();
}
