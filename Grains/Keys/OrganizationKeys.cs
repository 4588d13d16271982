using System.Security.Cryptography;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Grains.Keys;

/// <summary>
/// The organization's keys: made, rotated and revoked here, wrapped by the master key in the database, unwrapped in memory. Hosts that
/// share the database learn of each other's changes within <see cref="RefreshPeriod"/>, and of a new key when they meet it.
/// </summary>
public sealed partial class OrganizationKeys(CatalogDatabase database, IMasterKey master, TimeProvider time, ILogger<OrganizationKeys> log) : IDisposable
{
    public static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);
    private readonly KeyTable _table = new(database);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile KeyRing _ring = KeyRing.Empty;
    private ITimer? _refresh;

    /// <summary>The key that encrypts what is new.</summary>
    public OrganizationKey Active => _ring.Active ?? throw new InvalidOperationException("The keys are not loaded yet.");

    /// <summary>What connectors are given: the active key and the retired ones.</summary>
    public IReadOnlyList<LinkKey> ForConnectors => _ring.ForConnectors;

    /// <summary>Loads the keys, and makes the first one.</summary>
    /// <exception cref="MasterKeyException">The master key is missing or is not the one that wraps the keys.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        if (_ring.Active is null)
        {
            await master.EnsureAsync(cancellationToken);
            await _table.AddFirstAsync(await NewRowAsync(cancellationToken));
            await RefreshAsync(cancellationToken);
        }
        _refresh = time.CreateTimer(_ => _ = RefreshQuietlyAsync(), null, RefreshPeriod, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Finds a key, whatever its status. A key that is not known yet, as another host has just made it, costs a read of the database.</summary>
    /// <returns>Null when there is no such key.</returns>
    public async ValueTask<OrganizationKey?> FindAsync(string id)
    {
        if (_ring.Find(id) is { } known)
            return known;
        await RefreshApartAsync();
        return _ring.Find(id);
    }

    /// <summary>The same for whoever cannot wait, as a serializer of storage: where the key is not known yet, it holds its thread.</summary>
    /// <returns>Null when there is no such key.</returns>
    public OrganizationKey? Find(string id)
    {
        if (_ring.Find(id) is { } known)
            return known;
        RefreshApartAsync().GetAwaiter().GetResult();
        return _ring.Find(id);
    }

    /// <summary>What a key is good for; null when there is no such key. As of the last refresh.</summary>
    public KeyStatus? StatusOf(string id) => _ring.StatusOf(id);

    public async Task<IReadOnlyList<KeyInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        [.. (await _table.ReadAsync(cancellationToken)).Select(row => row.ToInfo())];

    /// <summary>Makes a new key; the one before opens what it encrypted and is used for nothing new.</summary>
    /// <exception cref="MasterKeyException">The master key is missing or cannot be used; nothing has changed.</exception>
    public async Task RotateAsync(CancellationToken cancellationToken = default)
    {
        await _table.RotateAsync(await NewRowAsync(cancellationToken));
        await RefreshAsync(cancellationToken);
        LogRotated(log, Active.Id);
    }

    /// <summary>
    /// Takes a key from the connectors: requests that wait under it are given back to whoever asked. What this service stored with it stays
    /// readable and is encrypted anew when it is written next.
    /// </summary>
    /// <returns>False when there is no such key.</returns>
    /// <exception cref="MasterKeyException">The master key is missing or cannot be used; nothing has changed.</exception>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken = default)
    {
        var isKnown = await _table.RevokeAsync(id, await NewRowAsync(cancellationToken));
        await RefreshAsync(cancellationToken);
        if (isKnown)
            LogRevoked(log, id);
        return isKnown;
    }

    /// <summary>Reads the keys again, as hosts that share the database do by themselves.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var rows = await _table.ReadAsync(cancellationToken);
            var keys = new List<(OrganizationKey, KeyStatus)>();
            foreach (var row in rows)
                keys.Add((_ring.Find(row.Id) ?? await OpenAsync(row, cancellationToken), row.Status));
            _ring = new KeyRing(keys);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Not on the scheduler of a grain that asks, which a serializer may hold while it waits for the same.</summary>
    private Task RefreshApartAsync() => Task.Run(() => RefreshAsync(CancellationToken.None)).WaitAsync(s_deadline, time);

    public void Dispose()
    {
        _refresh?.Dispose();
        _turn.Dispose();
    }

    private async Task<OrganizationKey> OpenAsync(KeyRow row, CancellationToken cancellationToken) =>
        new(row.Id, await master.UnwrapAsync(Convert.FromBase64String(row.Wrapped), row.Id, cancellationToken));

    private async Task<KeyRow> NewRowAsync(CancellationToken cancellationToken)
    {
        var id = OrganizationKey.NewId();
        var wrapped = await master.WrapAsync(RandomNumberGenerator.GetBytes(OrganizationKey.Length), id, cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return new KeyRow { Id = id, Wrapped = Convert.ToBase64String(wrapped), Created = now, Changed = now };
    }

    private async Task RefreshQuietlyAsync()
    {
        try
        {
            await RefreshAsync();
        }
        catch (ObjectDisposedException)
        {
            // The host stops.
            return;
        }
#pragma warning disable CA1031 // The keys in memory stay in use, and the next refresh comes.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotRefreshed(log, failure);
        }
        _refresh?.Change(RefreshPeriod, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The organization has a new key, {Id}")]
    private static partial void LogRotated(ILogger logger, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The organization key {Id} was revoked")]
    private static partial void LogRevoked(ILogger logger, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The organization's keys could not be read again; those in memory stay in use")]
    private static partial void LogNotRefreshed(ILogger logger, Exception failure);
}
