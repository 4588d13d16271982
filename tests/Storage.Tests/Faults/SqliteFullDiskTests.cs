using HybridCalendar.Storage.Tests.States;

namespace HybridCalendar.Storage.Tests.Faults;

/// <summary>The embedded runtime's file on a full disk.</summary>
public sealed class SqliteFullDiskTests : FullDiskContract
{
    protected override int SizeInMegabytes => 5;

    protected override Task<IStateStore> OpenAsync(string disk) => Task.FromResult<IStateStore>(new SqliteStates(Path.Combine(disk, "grains.db")));
}
