namespace Orleans.Runtime;

/// <summary>A registered reminder, as a handle to end it. Get it again in each activation.</summary>
public interface IGrainReminder
{
    /// <summary>The name, unique in its grain.</summary>
    string ReminderName { get; }
}
