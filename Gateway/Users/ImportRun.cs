using System.Collections.Concurrent;
using HybridCalendar.Grains.Audits;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Users;

/// <summary>Goes through a table once: compares it with what is set, or sets it.</summary>
/// <param name="table">The table.</param>
/// <param name="users">The users.</param>
/// <param name="trail">Gets what is changed; null to change nothing.</param>
/// <param name="log">Gets why a user could not be saved.</param>
internal sealed partial class ImportRun(UserTable table, KnownUsers users, ImportTrail? trail, ILogger log)
{
    /// <summary>So many users are read at once.</summary>
    public const int ChunkSize = 1_000;

    /// <summary>So many users that cannot be saved one after the other are no fault of theirs: the import ends.</summary>
    private const int MostInARow = 100;

    /// <summary>Somebody who changes a user again and again is told so.</summary>
    private const int MostTries = 3;
    private int _failedInARow;
    private volatile bool _hasGivenUp;

    /// <summary>Goes through all rows that are right and were not looked at yet.</summary>
    /// <param name="import">How far it is at the beginning.</param>
    /// <param name="save">Takes how far it is, after each thousand rows.</param>
    /// <param name="cancel">Ends it between two users.</param>
    /// <returns>How far it is; <see cref="ImportState.Interrupted"/> when so many users could not be saved that it ended.</returns>
    public async Task<UserImport> RunAsync(UserImport import, Func<UserImport, Task> save, CancellationToken cancel)
    {
        import = Begin(import);
        await save(import);
        var added = 0;
        foreach (var chunk in table.Rows.Skip(import.Done - table.WrongRows).Chunk(ChunkSize))
        {
            cancel.ThrowIfCancellationRequested();
            import = await TakeAsync(import, chunk, await users.FindAsync(chunk.Select(row => row.Mail), cancel), cancel);
            if (import.State == ImportState.Interrupted)
                break;
            await save(import);
            // The first thousand of many, and all of them at the end.
            if (trail is not null && import.Added >= ChunkSize && added < ChunkSize)
                await users.ManyCameAsync();
            added = import.Added;
        }
        if (trail is not null && added >= ChunkSize)
            await users.ManyCameAsync();
        return import;
    }

    /// <summary>What is wrong with rows that are looked at anew is found anew.</summary>
    private UserImport Begin(UserImport import)
    {
        if (import.Done == 0)
        {
            return import with
            {
                Rows = table.Rows.Count + table.WrongRows,
                Done = table.WrongRows,
                Wrong = table.WrongRows,
                IgnoredColumns = table.Ignored,
                Problems = [.. table.Problems.Take(UserImport.MostProblems)],
            };
        }
        var left = table.Rows.Skip(import.Done - table.WrongRows).Select(row => row.Line).ToHashSet();
        return import with { Problems = [.. import.Problems.Where(problem => !left.Contains(problem.Line))] };
    }

    private async Task<UserImport> TakeAsync(UserImport import, UserTableRow[] chunk, IReadOnlyDictionary<string, UserSettings> known, CancellationToken cancel)
    {
        var changes = UserChange.Between(known, chunk).ToList();
        var failed = trail is null ? [] : await ApplyAsync(trail, changes, chunk.ToDictionary(row => row.Line), cancel);
        // What failed is told first: all that is wrong with the file itself can be had as a file.
        import = import with { Problems = [.. failed.Concat(import.Problems).Take(UserImport.MostProblems).OrderBy(problem => problem.Line)] };
        if (_hasGivenUp)
            return import with { State = ImportState.Interrupted };
        var done = failed.Count == 0 ? changes : [.. changes.ExceptBy(failed.Select(problem => problem.Line), change => change.Line)];
        return import with
        {
            Done = import.Done + chunk.Length,
            Added = import.Added + done.Count(change => change.Before is null),
            Changed = import.Changed + done.Count(change => change.Before is not null),
            Unchanged = import.Unchanged + chunk.Length - changes.Count,
            Wrong = import.Wrong + failed.Count,
            Changes = import.Changes.Count >= UserImport.MostChanges ? import.Changes : [.. import.Changes.Concat(done).Take(UserImport.MostChanges)],
        };
    }

    private async Task<IReadOnlyCollection<ImportProblem>> ApplyAsync(ImportTrail to, List<UserChange> changes, Dictionary<int, UserTableRow> rows, CancellationToken cancel)
    {
        var written = new ConcurrentBag<AuditRow>();
        var failed = new ConcurrentBag<ImportProblem>();
        await to.BeginAsync(changes);
        try
        {
            await Parallel.ForEachAsync(changes, new ParallelOptions { MaxDegreeOfParallelism = KnownUsers.AtOnce, CancellationToken = cancel }, async (change, _) =>
            {
                if (!_hasGivenUp && await TrySetAsync(to, change, rows[change.Line], written) is { } problem)
                    failed.Add(problem);
            });
        }
        finally
        {
            // Also when it ends early: what was changed is changed.
            await to.EndAsync(written);
        }
        return failed;
    }

    /// <summary>Sets the user as he was compared. Somebody may have changed him since: what the row says nothing of stays as that one set it.</summary>
    /// <returns>Why the user could not be saved; null when he was.</returns>
    private async Task<ImportProblem?> TrySetAsync(ImportTrail to, UserChange change, UserTableRow row, ConcurrentBag<AuditRow> written)
    {
        var (was, becomes) = (change.Before, change.After);
        try
        {
            var user = users.User(change.Mail);
            for (var attempt = 0; attempt < MostTries; attempt++)
            {
                var set = await user.GetSettings();
                (was, becomes) = (change.Before is null ? null : set, row.Apply(set));
                if (!await user.ConfigureFrom(set, becomes))
                    continue;
                Volatile.Write(ref _failedInARow, 0);
                if (was != becomes)
                    written.Add(to.Row(change.Mail, was, becomes));
                return null;
            }
            return new ImportProblem(change.Line, "", "Somebody else changes the user at the same time; import the file again.");
        }
#pragma warning disable CA1031 // One user whose row is damaged must not keep the others from being set up.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _hasGivenUp |= Interlocked.Increment(ref _failedInARow) >= MostInARow;
            // It may yet be done.
            written.Add(to.Row(change.Mail, was, becomes) with { OutcomeUnknown = true });
            LogNotSaved(log, failure);
            return new ImportProblem(change.Line, "", failure is TimeoutException
                ? "The user could not be saved in time; import the file again."
                : "The user could not be saved; the gateway's log tells why.");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A user of an import could not be saved; the others go on")]
    private static partial void LogNotSaved(ILogger logger, Exception failure);
}
