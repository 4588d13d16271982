using System.Runtime.CompilerServices;
using System.Text.Json;
using HybridCalendar.Grains.Audits;
using HybridCalendar.Grains.Catalogs;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Users;

/// <summary>Runs imports of users, one at a time on each gateway, and tells how far they are.</summary>
internal sealed partial class UserImports(
    UserImportTable store, KnownUsers users, AuditLog audit, IOptions<JsonOptions> json, TimeProvider time, IHostApplicationLifetime host, ILogger<UserImports> log)
    : IDisposable
{
    /// <summary>An import that was not heard of for so long ended with its gateway.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Begins to compare a table with what is set.</summary>
    /// <returns>Null while another one runs here.</returns>
    public async Task<UserImport?> CheckAsync(string text, UserTable table)
    {
        if (!await _one.WaitAsync(0))
            return null;
        var now = time.GetUtcNow();
        var import = new UserImport { Id = Guid.CreateVersion7(now).ToString("N"), State = ImportState.Checking, StartedAt = now, UpdatedAt = now, Rows = table.Rows.Count };
        return await BeginAsync(import, ImportState.Checked, async () =>
        {
            await store.AddAsync(import.Id, now.ToUnixTimeMilliseconds(), text, Write(import));
            return new ImportRun(table, users, trail: null, log);
        });
    }

    /// <summary>Begins to apply a table that was checked, or goes on where applying it ended early.</summary>
    /// <param name="id">The import.</param>
    /// <param name="who">The administrator's name.</param>
    /// <returns>Null while another one runs here, or when there is nothing to apply (any more).</returns>
    public async Task<UserImport?> ApplyAsync(string id, string who)
    {
        if (await FindAsync(id) is not { } seen || !(seen.State == ImportState.Checked || seen.MayGoOn) || !await _one.WaitAsync(0))
            return null;
        var now = time.GetUtcNow();
        var begun = seen.MayGoOn ? seen : new UserImport { Id = id, StartedAt = now, Rows = seen.Rows };
        var import = begun with { State = ImportState.Importing, MayGoOn = false, UpdatedAt = now };
        return await BeginAsync(import, ImportState.Done, async () =>
        {
            await ImportTrail.TellLeftAsync(store, audit, now);
            return await store.TakeAsync(id, Write(import), now.ToUnixTimeMilliseconds(), FreeFrom(import)) is { } file
                ? new ImportRun(UserTableReader.Read(file), users, new ImportTrail(store, audit, id, who, Json), log)
                : null;
        });
    }

    /// <returns>Null when there is no such import (any more).</returns>
    public async Task<UserImport?> FindAsync(string id)
    {
        if (await store.FindAsync(id) is not { } status)
            return null;
        var import = JsonSerializer.Deserialize<UserImport>(status, Json)!;
        return import.IsRunning && time.GetUtcNow() - import.UpdatedAt > s_silence ? Interrupt(import) : import;
    }

    /// <summary>All that is wrong with the file, and the users who could not be saved.</summary>
    /// <returns>Null when there is no such import (any more).</returns>
    public async Task<IReadOnlyList<ImportProblem>?> ReadProblemsAsync(string id) => await FindAsync(id) is not { } import
        ? null
        : await store.ReadFileAsync(id) is { } file ? [.. UserTableReader.Read(file).Problems.Union(import.Problems).OrderBy(problem => problem.Line)] : import.Problems;

    /// <summary>All that applying a file which was checked would change now, in the order of the lines.</summary>
    /// <param name="id">The import.</param>
    /// <param name="cancel">Ends it between two users.</param>
    /// <returns>Null when no such import waits to be applied (any more): the file would be compared with what it has set itself.</returns>
    public async Task<IAsyncEnumerable<UserChange>?> FindChangesAsync(string id, CancellationToken cancel) =>
        await FindAsync(id) is { State: ImportState.Checked } && await store.ReadFileAsync(id) is { } file ? CompareAsync(UserTableReader.Read(file), cancel) : null;

    public void Dispose() => _one.Dispose();

    private async IAsyncEnumerable<UserChange> CompareAsync(UserTable table, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var chunk in table.Rows.Chunk(ImportRun.ChunkSize))
        {
            foreach (var change in UserChange.Between(await users.FindAsync(chunk.Select(row => row.Mail), cancel), chunk))
                yield return change;
        }
    }

    private async Task<UserImport?> BeginAsync(UserImport import, ImportState end, Func<Task<ImportRun?>> store)
    {
        ImportRun? run = null;
        try
        {
            run = await store();
        }
        finally
        {
            if (run is null)
                _one.Release();
        }
        if (run is null)
            return null;
        _ = Task.Run(() => RunAsync(import, end, run), CancellationToken.None);
        return import;
    }

    private async Task RunAsync(UserImport import, ImportState end, ImportRun run)
    {
        try
        {
            import = await run.RunAsync(import, seen => SaveAsync(import = seen), host.ApplicationStopping);
            import = import.State == ImportState.Interrupted ? Interrupt(import with { State = ImportState.Importing }) : import with { State = end };
        }
#pragma warning disable CA1031 // Nobody waits for it: it is told by the state, and in the log.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogInterrupted(log, failure);
            import = Interrupt(import);
        }
        finally
        {
            _one.Release();
        }
        await EndAsync(import);
    }

    private async Task EndAsync(UserImport import)
    {
        try
        {
            await SaveAsync(import);
        }
#pragma warning disable CA1031 // The same.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogInterrupted(log, failure);
        }
    }

    private Task SaveAsync(UserImport import)
    {
        import = import with { UpdatedAt = time.GetUtcNow() };
        return store.UpdateAsync(import.Id, Write(import), FreeFrom(import));
    }

    /// <summary>Nothing was changed by a check: it is repeated as a whole.</summary>
    private static UserImport Interrupt(UserImport import) => import with { MayGoOn = import.State == ImportState.Importing, State = ImportState.Interrupted };

    /// <summary>One that runs is given up when nothing is heard of it.</summary>
    private static long FreeFrom(UserImport import) => import switch
    {
        { IsRunning: true } => (import.UpdatedAt + s_silence).ToUnixTimeMilliseconds(),
        { State: ImportState.Done } => UserImportTable.Never,
        _ => 0,
    };

    private JsonSerializerOptions Json => field ??= new JsonSerializerOptions(json.Value.SerializerOptions) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip };

    private string Write(UserImport import) => JsonSerializer.Serialize(import, Json);

    [LoggerMessage(Level = LogLevel.Error, Message = "An import of users ended early")]
    private static partial void LogInterrupted(ILogger logger, Exception failure);
}
