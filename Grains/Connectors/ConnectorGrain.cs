using HybridCalendar.Clients.Connectors;
using HybridCalendar.Grains.Devices;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace HybridCalendar.Grains.Connectors;

/// <inheritdoc cref="IConnectorGrain"/>
[GrainType("connector")]
internal sealed partial class ConnectorGrain(
    [PersistentState("connector")] IPersistentState<ConnectorState> state,
    ConnectorList list,
    TimeProvider time,
    ILogger<ConnectorGrain> log) : Grain, IConnectorGrain
{
    private IConnectorObserver? _observer;
    private string? _connection;
    private DateTimeOffset? _seenAt;

    public async Task<RegistrationToken?> Create(ConnectorSettings settings)
    {
        if (state.State.Settings is not null)
            return null;
        var token = await WriteTokenAsync(new ConnectorState { Settings = settings });
        await list.PutAsync(new ConnectorRow { Id = Id, Host = settings.Host, DisplayName = settings.DisplayName });
        return token;
    }

    public async Task<RegistrationToken?> CreateToken() => state.State.Settings is null ? null : await WriteTokenAsync(state.State);

    public async Task<bool> Remove()
    {
        if (state.State.Settings is null)
            return false;
        await list.RemoveAsync(Id);
        await state.WriteAsync(new ConnectorState());
        await EndAsync(ConnectorRefusals.Unknown);
        LogRemoved(log);
        return true;
    }

    public Task<ConnectorStatus?> GetStatus() => Task.FromResult(state.State.Settings is not { } settings ? null : new ConnectorStatus
    {
        Settings = settings,
        Health = Health,
        Reported = state.State.Report,
        SeenAt = SeenAt,
        IsConnected = IsConnected,
        RegisteredAt = state.State.RegisteredAt,
        TokenExpiresAt = state.State is { TokenHash: not null, TokenUsedAt: null } ? state.State.TokenExpiresAt : null,
        Difference = ConnectorJudgement.Difference(Health, state.State.Report, SeenAt, IsConnected),
        Test = state.State.Test,
    });

    public async Task<LinkRefusal?> Register(string token, string publicKey, string proof)
    {
        var now = time.GetUtcNow();
        if (state.State.Settings is null || !DeviceSecrets.Matches(state.State.TokenHash, DeviceSecrets.Hash(token)))
            return ConnectorRefusals.Token;
        // The same key again: the answer to the first time was lost.
        var isRepeated = state.State.TokenUsedAt is not null && state.State.PublicKey == publicKey;
        if (state.State.TokenUsedAt is { } used && !isRepeated)
            return ConnectorRefusals.TokenSpent(used);
        if (state.State.TokenExpiresAt <= now)
            return ConnectorRefusals.TokenExpired(state.State.TokenExpiresAt);
        if (ConnectorRefusals.Of(await ConnectorProof.CheckAsync(publicKey, proof, Id, token, now)) is { } refusal)
            return refusal;
        // A crash may have kept it out of the list when it was made.
        await list.PutAsync(new ConnectorRow { Id = Id, Host = state.State.Settings.Host, DisplayName = state.State.Settings.DisplayName });
        if (isRepeated)
            return null;
        await state.WriteAsync(state.State with { PublicKey = publicKey, RegisteredAt = now, TokenUsedAt = now });
        // Whoever was connected with the key before has to show the new one.
        await EndAsync(ConnectorRefusals.Replaced);
        LogRegistered(log);
        return null;
    }

    public async Task<LinkAdmission> Connect(string connectionId, string nonce, string proof, IConnectorObserver observer)
    {
        if (state.State.PublicKey is not { } key)
            return new LinkAdmission(ConnectorRefusals.Unknown, "");
        if (ConnectorRefusals.Of(await ConnectorProof.CheckAsync(key, proof, Id, nonce, time.GetUtcNow())) is { } refusal)
            return new LinkAdmission(refusal, "");
        // The same one again: the answer to the first time was lost.
        if (_connection != connectionId)
            await EndAsync(ConnectorRefusals.Replaced);
        (_connection, _observer, _seenAt) = (connectionId, observer, time.GetUtcNow());
        return new LinkAdmission(null, key);
    }

    public Task<ConnectorHealth?> Report(string connectionId, ConnectorReport report, IConnectorObserver observer) =>
        _connection == connectionId && state.State.PublicKey is { } key ? ReportAs(connectionId, key, report, observer) : Task.FromResult<ConnectorHealth?>(null);

    public async Task<ConnectorHealth?> ReportAs(string connectionId, string publicKey, ConnectorReport report, IConnectorObserver observer)
    {
        // After a restart of this grain the first connection that reports is the one that was let in, unless the connector has registered another key since.
        if (state.State.PublicKey != publicKey || (_connection is not null && _connection != connectionId))
            return null;
        (_connection, _observer, _seenAt) = (connectionId, observer, time.GetUtcNow());
        if (!ConnectorJudgement.SaysTheSame(state.State.Report, report))
            await state.WriteAsync(state.State with { Report = report, SeenAt = _seenAt });
        return Health;
    }

    public async Task Disconnect(string connectionId)
    {
        if (_connection != connectionId)
            return;
        (_connection, _observer) = (null, null);
        if (state.State.Settings is not null)
            await state.WriteAsync(state.State with { SeenAt = SeenAt });
    }

    public async Task<TestRefusal?> StartTest(bool books)
    {
        if (state.State.Settings is null)
            return TestRefusal.Unknown;
        if (!IsConnected || _observer is null)
            return TestRefusal.NotConnected;
        if (state.State.Report?.Tms is null)
            return TestRefusal.CannotTest;
        if (state.State.Test is { AnsweredAt: null } running && running.AskedAt + ConnectorTest.Patience > time.GetUtcNow())
            return TestRefusal.UnderWay;
        var test = new ConnectorTest { Id = Guid.NewGuid().ToString("N"), AskedAt = time.GetUtcNow() };
        await state.WriteAsync(state.State with { Test = test });
        await _observer.Test(test.Id, books);
        return null;
    }

    public async Task Tested(string connectionId, string testId, IReadOnlyList<ConnectorTestResult> results)
    {
        if (_connection == connectionId && state.State.Test is { AnsweredAt: null } test && test.Id == testId)
            await state.WriteAsync(state.State with { Test = test with { AnsweredAt = time.GetUtcNow(), Results = results } });
    }

    private string Id => GrainKeys.IdOf(this.GetPrimaryKeyString());

    private DateTimeOffset? SeenAt => _seenAt ?? state.State.SeenAt;

    private bool IsConnected => _connection is not null && _seenAt + PoolLease.Length > time.GetUtcNow();

    private ConnectorHealth Health => ConnectorJudgement.Of(state.State.Report, IsConnected);

    private async Task<RegistrationToken> WriteTokenAsync(ConnectorState before)
    {
        // The id in front lets a connector be registered with nothing but the gateway's address and the token.
        var token = new RegistrationToken($"{Id}~{DeviceSecrets.NewToken()}", time.GetUtcNow() + ConnectorStatus.TokenLife);
        await state.WriteAsync(before with { TokenHash = DeviceSecrets.Hash(token.Token), TokenExpiresAt = token.ExpiresAt, TokenUsedAt = null });
        return token;
    }

    private async Task EndAsync(LinkRefusal reason)
    {
        var observer = _observer;
        (_connection, _observer) = (null, null);
        if (observer is not null)
            await observer.End(reason);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A connector has registered its key")]
    private static partial void LogRegistered(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "A connector was removed")]
    private static partial void LogRemoved(ILogger logger);
}
