namespace HybridCalendar.Storage.Tests.Reminders;

/// <summary>Reminders in the embedded runtime's file.</summary>
public sealed class SqliteReminderTests : ReminderStorageContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reminders-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<IReminderStore> OpenAsync() => Task.FromResult<IReminderStore>(new SqliteReminders(Path.Combine(_folder, "grains.db")));
}
