namespace HybridCalendar.Gateway.Users;

/// <summary>An import of users: first it is checked, which changes nothing; then it may be applied, once to its end.</summary>
public sealed record UserImport
{
    /// <summary>No more problems are told one by one.</summary>
    public const int MostProblems = 500;

    /// <summary>No more changes are told one by one.</summary>
    public const int MostChanges = 200;

    public required string Id { get; init; }

    public ImportState State { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last went on.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Rows that are right or wrong.</summary>
    public int Rows { get; init; }

    /// <summary>Rows that were looked at so far.</summary>
    public int Done { get; init; }

    /// <summary>Users that were not set up before.</summary>
    public int Added { get; init; }

    /// <summary>Users with another setting than before.</summary>
    public int Changed { get; init; }

    public int Unchanged { get; init; }

    /// <summary>Rows that were left out because something in them is wrong.</summary>
    public int Wrong { get; init; }

    /// <summary>Columns of the file that mean nothing here.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>What is wrong, <see cref="MostProblems"/> at the most, in the order of the lines; users who could not be saved before others.</summary>
    public IReadOnlyList<ImportProblem> Problems { get; init; } = [];

    /// <summary>What changes, the first <see cref="MostChanges"/> in the order of the lines.</summary>
    public IReadOnlyList<UserChange> Changes { get; init; } = [];

    /// <summary>Whether it ended early while it was applied: applying it once more takes the rows that were not looked at yet.</summary>
    public bool MayGoOn { get; init; }

    /// <summary>Whether something goes on.</summary>
    public bool IsRunning => State is ImportState.Checking or ImportState.Importing;
}
