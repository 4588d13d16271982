namespace HybridCalendar.Storage.Tests.Reminders;

/// <summary>Where the reminders of grains are kept.</summary>
public interface IReminderStore : IAsyncDisposable
{
    /// <summary>All of them.</summary>
    Task<IReadOnlyList<StoredReminder>> ReadAsync();

    /// <summary>Registers a reminder, or registers it anew.</summary>
    /// <returns>It, with the version that it has now.</returns>
    Task<StoredReminder> SaveAsync(StoredReminder reminder);

    /// <returns>False when another version is stored, or none.</returns>
    Task<bool> DeleteAsync(StoredReminder reminder);
}
