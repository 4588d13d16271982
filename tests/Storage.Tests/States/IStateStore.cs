namespace HybridCalendar.Storage.Tests.States;

/// <summary>Where the states of grains are kept. A write, or a clear, that meets a version other than its own throws <see cref="StaleVersionException"/>.</summary>
public interface IStateStore : IAsyncDisposable
{
    /// <returns>Null when there is no record, or when it was cleared.</returns>
    Task<StoredState?> ReadAsync(string stateName, string key);

    /// <param name="stateName">Unique to a class of grains.</param>
    /// <param name="key">The grain's key.</param>
    /// <param name="payload">What to store.</param>
    /// <param name="version">The version that was read or written last; null: there was no record.</param>
    /// <returns>The new version.</returns>
    Task<long> WriteAsync(string stateName, string key, byte[] payload, long? version);

    /// <returns>The version with which the next write goes on.</returns>
    Task<long?> ClearAsync(string stateName, string key, long version);
}
