using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Storage.Tests.Reminders;
using HybridCalendar.Storage.Tests.States;

namespace HybridCalendar.Storage.Tests.Faults;

/// <summary>The files of the embedded runtime and its catalog on a full disk.</summary>
public sealed class SqliteFullDiskTests : FullDiskContract
{
    protected override int SizeInMegabytes => 5;

    protected override Task<IStateStore> OpenStatesAsync(string disk) => Task.FromResult<IStateStore>(new SqliteStates(GrainFile(disk)));

    protected override Task<IReminderStore> OpenRemindersAsync(string disk) => Task.FromResult<IReminderStore>(new SqliteReminders(GrainFile(disk)));

    protected override Task<CatalogDatabase> OpenCatalogAsync(string disk) => Task.FromResult(CatalogDatabase.Sqlite(Path.Combine(disk, "catalog.db")));

    private static string GrainFile(string disk) => Path.Combine(disk, "grains.db");
}
