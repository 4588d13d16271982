namespace Orleans.Core;

/// <summary>A stored record of a grain, without its type.</summary>
public interface IStorage
{
    /// <summary>The version that was read or written last; null when there is none.</summary>
    string? Etag { get; }

    /// <summary>Whether there is a record in storage.</summary>
    bool RecordExists { get; }

    /// <summary>Empties the record; fails as <see cref="WriteStateAsync()"/> does.</summary>
    Task ClearStateAsync();

    /// <summary>Writes the whole record; durable when the task completes.</summary>
    /// <exception cref="Storage.InconsistentStateException">Someone else wrote since the last read; nothing is changed.</exception>
    Task WriteStateAsync();

    /// <summary>Reads the record again; unwritten changes in memory are lost.</summary>
    Task ReadStateAsync();

    /// <inheritdoc cref="ClearStateAsync()"/>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <inheritdoc cref="WriteStateAsync()"/>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <inheritdoc cref="ReadStateAsync()"/>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <summary>A stored record of a grain.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The record in memory.</summary>
    TState State { get; set; }
}
