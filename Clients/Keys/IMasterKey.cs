namespace HybridCalendar.Clients.Keys;

/// <summary>
/// The key that wraps the organization's keys where they are stored. It comes from a file (<see cref="MasterKeyFile"/>); a vault or a
/// hardware module takes its place by implementing this.
/// </summary>
public interface IMasterKey
{
    /// <summary>
    /// Makes the master key when there is none; of many hosts that ask at once, all have the same afterwards. Only for a database that
    /// holds no key yet: in place of a lost one a new one would open nothing.
    /// </summary>
    /// <exception cref="MasterKeyException">It cannot be made.</exception>
    Task EnsureAsync(CancellationToken cancellationToken);

    /// <summary>Wraps a key.</summary>
    /// <param name="key">The bytes of the key.</param>
    /// <param name="keyId">The key's id; the wrapped form opens only under the same id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MasterKeyException">The master key is missing or cannot be used.</exception>
    Task<byte[]> WrapAsync(byte[] key, string keyId, CancellationToken cancellationToken);

    /// <summary>Opens what <see cref="WrapAsync"/> gave.</summary>
    /// <exception cref="MasterKeyException">The master key cannot be used, or is not the one that wrapped the key.</exception>
    Task<byte[]> UnwrapAsync(byte[] wrapped, string keyId, CancellationToken cancellationToken);
}
