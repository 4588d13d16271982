using System.Collections.Concurrent;
using System.Text.Json;
using HybridCalendar.Grains.Audits;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>Goes through a table once: compares it with what is set, or sets it.</summary>
/// <param name="table">The table.</param>
/// <param name="users">The users.</param>
/// <param name="audit">Gets what was changed, with the administrator's name; null to change nothing.</param>
/// <param name="who">The administrator's name.</param>
/// <param name="json">How settings are written down.</param>
/// <param name="log">Gets why a user could not be saved.</param>
internal sealed partial class ImportRun(UserTable table, KnownUsers users, AuditLog? audit, string who, JsonSerializerOptions json, ILogger log)
{
    private const int ChunkSize = 1_000;

    /// <summary>So many users that cannot be saved one after the other are no fault of theirs: the import ends.</summary>
    private const int MostInARow = 100;

    /// <summary>Somebody else may save a user in the same moment, and again in the next.</summary>
    private const int MostTries = 5;
    private int _failedInARow;

    /// <summary>Goes through all rows that are right.</summary>
    /// <param name="import">How far it is at the beginning.</param>
    /// <param name="save">Takes how far it is, after each thousand rows.</param>
    /// <param name="cancel">Ends it between two users.</param>
    public async Task<UserImport> RunAsync(UserImport import, Func<UserImport, Task> save, CancellationToken cancel)
    {
        import = import with
        {
            Rows = table.Rows.Count + table.WrongRows,
            Done = table.WrongRows,
            Wrong = table.WrongRows,
            IgnoredColumns = table.Ignored,
            Problems = [.. table.Problems.Take(UserImport.MostProblems)],
        };
        await save(import);
        foreach (var chunk in table.Rows.Chunk(ChunkSize))
        {
            cancel.ThrowIfCancellationRequested();
            import = await TakeAsync(import, chunk, await users.FindAsync(chunk.Select(row => row.Mail), cancel), cancel);
            await save(import);
        }
        return import;
    }

    private async Task<UserImport> TakeAsync(UserImport import, UserTableRow[] chunk, IReadOnlyDictionary<string, UserSettings> known, CancellationToken cancel)
    {
        var changes = chunk.Select(row => new UserChange(row.Line, row.Mail, known.GetValueOrDefault(row.Mail), row.Apply(known.GetValueOrDefault(row.Mail) ?? new())))
            .Where(change => change.Before != change.After).ToList();
        var failed = audit is null ? [] : await ApplyAsync(changes, chunk.ToDictionary(row => row.Line), cancel);
        var done = failed.Count == 0 ? changes : [.. changes.ExceptBy(failed.Select(problem => problem.Line), change => change.Line)];
        return import with
        {
            Done = import.Done + chunk.Length,
            Added = import.Added + done.Count(change => change.Before is null),
            Changed = import.Changed + done.Count(change => change.Before is not null),
            Unchanged = import.Unchanged + chunk.Length - changes.Count,
            Wrong = import.Wrong + failed.Count,
            Problems = import.Problems.Count >= UserImport.MostProblems ? import.Problems : [.. import.Problems.Concat(failed).OrderBy(problem => problem.Line).Take(UserImport.MostProblems)],
            Changes = import.Changes.Count >= UserImport.MostChanges ? import.Changes : [.. import.Changes.Concat(done).Take(UserImport.MostChanges)],
        };
    }

    private async Task<IReadOnlyCollection<ImportProblem>> ApplyAsync(List<UserChange> changes, Dictionary<int, UserTableRow> rows, CancellationToken cancel)
    {
        var written = new ConcurrentBag<AuditRow>();
        var failed = new ConcurrentBag<ImportProblem>();
        try
        {
            await Parallel.ForEachAsync(changes, new ParallelOptions { MaxDegreeOfParallelism = KnownUsers.AtOnce, CancellationToken = cancel }, async (change, _) =>
            {
                try
                {
                    await ApplyAsync(change, rows[change.Line], written);
                    Volatile.Write(ref _failedInARow, 0);
                }
                catch (TimeoutException) when (Interlocked.Increment(ref _failedInARow) < MostInARow)
                {
                    failed.Add(new ImportProblem(change.Line, "", "The user could not be saved in time; import the file again."));
                }
                catch (Exception failure) when (failure is not (TimeoutException or OperationCanceledException) && Interlocked.Increment(ref _failedInARow) < MostInARow)
                {
                    // One user whose row is damaged must not keep the others from being set up.
                    LogNotSaved(log, failure);
                    failed.Add(new ImportProblem(change.Line, "", "The user could not be saved; the gateway's log tells why."));
                }
            });
        }
        finally
        {
            // Also when it ends early: what was changed is changed.
            await audit!.AddAsync(written);
        }
        return failed;
    }

    /// <summary>The user's grain is asked anew what is set: somebody may have changed it since the table was compared, or changes it now.</summary>
    private async Task ApplyAsync(UserChange change, UserTableRow table, ConcurrentBag<AuditRow> written)
    {
        var user = users.User(change.Mail);
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var was = await user.GetSettings();
            var becomes = table.Apply(was);
            var row = new AuditRow { Who = who, Action = "user.set", Subject = change.Mail, Was = change.Before is null ? null : Write(was), Becomes = Write(becomes) };
            try
            {
                if (!await user.ConfigureFrom(was, becomes))
                    continue;
            }
            catch
            {
                // It may yet be done.
                written.Add(row with { OutcomeUnknown = true });
                throw;
            }
            written.Add(row);
            return;
        }
        throw new InvalidOperationException("Somebody else saves the user again and again.");
    }

    private string Write(UserSettings settings) => JsonSerializer.Serialize(settings, json);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A user of an import could not be saved; the others go on")]
    private static partial void LogNotSaved(ILogger logger, Exception failure);
}
