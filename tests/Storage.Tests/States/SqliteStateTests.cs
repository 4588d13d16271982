namespace HybridCalendar.Storage.Tests.States;

/// <summary>States in the embedded runtime's file.</summary>
public sealed class SqliteStateTests : StateStorageContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("states-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<IStateStore> OpenAsync() => Task.FromResult<IStateStore>(new SqliteStates(Path.Combine(_folder, "grains.db")));
}
