using HybridCalendar.Grains.Catalogs;

namespace HybridCalendar.Grains.Hints;

/// <summary>
/// Which rows of the journal this run of a gateway hands out: those that it wrote, and those of runs that are gone. A run counts its
/// beats up while it lives. The others watch whether the number changes, each by its own clock, so that clocks need not agree.
/// </summary>
/// <param name="database">Where the rows are.</param>
/// <param name="time">This run's clock.</param>
internal sealed class HintLease(CatalogDatabase database, TimeProvider time)
{
    /// <summary>How often a run tells that it lives, and looks for runs that do not.</summary>
    public static readonly TimeSpan BeatPeriod = TimeSpan.FromSeconds(10);

    /// <summary>After this time without a beat a run is gone. Should it live all the same, some hints are told twice, which does no harm.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, (long Beats, DateTimeOffset Since)> _watched = [];

    /// <summary>Whether rows may have been taken of which no answer told.</summary>
    private bool _isInDoubt;

    /// <summary>The name of this run.</summary>
    public string Owner { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Comes before the first row of this run.</summary>
    public Task BeginAsync() => database.WriteAsync(async connection =>
    {
        // A SQLite file belongs to one process at a time: whoever was there before is gone.
        if (!database.IsPostgres)
            await HintOwnerTable.ForgetAllAsync(connection);
        await HintOwnerTable.BeatAsync(connection, Owner);
    });

    public Task BeatAsync() => database.WriteAsync(connection => HintOwnerTable.BeatAsync(connection, Owner));

    /// <summary>
    /// Takes the rows of runs that are gone. Each row goes to one of those who ask for it. After a call that failed, rows of this run may be
    /// given once more.
    /// </summary>
    /// <returns>The rows, each with its hints; null for what cannot be read.</returns>
    public async Task<IReadOnlyList<(long Number, IReadOnlyCollection<JournaledHint>? Hints)>> TakeOverAsync(CancellationToken cancellationToken)
    {
        var gone = Watch(await ReadOthersAsync(cancellationToken));
        var taken = new List<(long, IReadOnlyCollection<JournaledHint>?)>();
        var wasInDoubt = _isInDoubt;
        _isInDoubt = true;
        await database.WriteAsync(async connection =>
        {
            foreach (var (owner, beats) in gone)
                await HintOwnerTable.ForgetAsync(connection, owner, beats);
            foreach (var owner in await HintOwnerTable.ListGoneAsync(connection))
                taken.AddRange(await HintTable.TakeAsync(connection, from: owner, to: Owner));
            if (wasInDoubt)
                taken.AddRange(await HintTable.TakeAsync(connection, from: Owner, to: Owner));
        });
        _isInDoubt = false;
        // Should one of them come back, it counts from the beginning.
        foreach (var (owner, _) in gone)
            _watched.Remove(owner);
        return taken;
    }

    /// <summary>What this run leaves over is anybody's at once.</summary>
    public Task EndAsync() => database.WriteAsync(connection => HintOwnerTable.ForgetAsync(connection, Owner));

    private async Task<IReadOnlyList<(string Owner, long Beats)>> ReadOthersAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. (await HintOwnerTable.ListAsync(connection)).Where(run => run.Owner != Owner)];
    }

    /// <returns>Those whose beats have not changed for too long.</returns>
    private List<(string Owner, long Beats)> Watch(IReadOnlyList<(string Owner, long Beats)> runs)
    {
        var now = time.GetUtcNow();
        foreach (var ended in _watched.Keys.Except(runs.Select(run => run.Owner)).ToList())
            _watched.Remove(ended);
        foreach (var (owner, beats) in runs)
        {
            if (!_watched.TryGetValue(owner, out var seen) || seen.Beats != beats)
                _watched[owner] = (beats, now);
        }
        return [.. runs.Where(run => now - _watched[run.Owner].Since >= Patience)];
    }
}
