using System.Globalization;
using HybridCalendar.Grains.Keys;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Utilities;

namespace HybridCalendar.Grains.Connectors;

/// <inheritdoc cref="IConnectorPoolGrain"/>
[GrainType("connector-pool")]
internal sealed class ConnectorPoolGrain(
    [PersistentState("connector-pool")] IPersistentState<PoolState> state,
    RequestTable table,
    OrganizationKeys keys,
    TimeProvider time,
    ILogger<ConnectorPoolGrain> log) : Grain, IConnectorPoolGrain
{
    private static readonly TimeSpan s_rounds = TimeSpan.FromSeconds(30);
    private readonly ObserverManager<string, IConnectorObserver> _connections = new(PoolLease.Length, log);
    private readonly RequestQueue _queue = new();
    private readonly RequestKeys _keys = new(keys);
    private readonly PoolCandidates _candidates = new();
    private readonly Tellings _tellings = new();
    private readonly PoolAlarms _alarms = new();
    private DateTimeOffset _leaseEnds;

    /// <summary>Whether who holds the lease was told to stand by and may still have work in its hands: nobody is handed any.</summary>
    private bool _isStandingDown;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _connections.GetDateTime = () => time.GetUtcNow().UtcDateTime;
        // Whoever held the lease may be at work: it has as long to come back as if it had renewed just now.
        _leaseEnds = time.GetUtcNow() + PoolLease.Length;
        await TakeStoredAsync();
        this.RegisterGrainTimer(
            GoRoundAsync, new GrainTimerCreationOptions(TimeSpan.Zero, s_rounds));
    }

    public async Task Ask(string requestId, SealedText request, string asker)
    {
        if (_queue.TryFind(requestId, out var known))
        {
            if (known.IsDone)
            {
                // Who asks listens again.
                _tellings.Forget(requestId);
                await TellAsync(known);
            }
            return;
        }
        var row = new RequestRow
        {
            Id = requestId,
            Number = _queue.NextNumber,
            Asker = asker,
            Asked = time.GetUtcNow().ToUnixTimeMilliseconds(),
            KeyId = request.KeyId,
        };
        await table.AddAsync(Pool, row, request.Jwe);
        _queue.Add(row);
        await _connections.Notify(connection => connection.Look());
    }

    public async Task Acknowledge(string requestId)
    {
        await table.RemoveAsync(requestId);
        Forget(requestId);
    }

    public async Task<bool> Renew(string connectorId, string connectionId, Readiness readiness, IConnectorObserver observer)
    {
        _connections.Subscribe(connectionId, observer);
        var now = time.GetUtcNow();
        _candidates.See(connectorId, connectionId, readiness, await LeadsElsewhereAsync(connectorId), now);
        var serves = state.State.Connector == connectorId;
        if (_candidates.MustStandBy(connectorId, serves, now))
        {
            if (serves)
                await StandDownAsync(readiness, now);
            return false;
        }
        // A connector that lost its connection and is back goes on at once: the requests in its hands are its own.
        if (!serves && state.State.Connection is not null && _leaseEnds > now)
            return false;
        if (state.State.Connection != connectionId)
            await state.WriteAsync(new PoolState { Connector = connectorId, Connection = connectionId, Last = connectorId });
        else if (!_isStandingDown)
            return Renew(now);
        // What another connection was handed, or this one before it stood down, is handed out again.
        _queue.TakeBack();
        _isStandingDown = false;
        return Renew(now);
    }

    public async Task Leave(string connectionId)
    {
        _connections.Unsubscribe(connectionId);
        _candidates.Forget(connectionId);
        if (state.State.Connection == connectionId)
            await ReleaseAsync();
    }

    public async Task<IReadOnlyList<PoolRequest>> Take(string connectionId, int most)
    {
        if (state.State.Connection != connectionId || _isStandingDown || _leaseEnds <= time.GetUtcNow())
            return [];
        var taken = new List<RequestRow>();
        while (taken.Count < most && _queue.HandOut(most - taken.Count) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                if (await _keys.ReasonAgainstAsync(row.KeyId) is { } reason)
                    await SpoilAsync(row, reason);
                else
                    taken.Add(row);
            }
        }
        var texts = await table.ReadRequestsAsync([.. taken.Select(row => row.Id)]);
        return taken.Where(row => texts.ContainsKey(row.Id)).Select(row => new PoolRequest(row.Id, texts[row.Id])).ToList();
    }

    public async Task Answer(string requestId, SealedText answer)
    {
        if (await FindAsync(requestId) is not { IsDone: false } row)
            return;
        if (await _keys.ReasonAgainstAsync(answer.KeyId) is { } reason)
        {
            await SpoilAsync(row, reason);
            return;
        }
        await table.AnswerAsync(requestId, answer);
        await FinishAsync(row);
    }

    public async Task Unreadable(string requestId, string reason)
    {
        if (await FindAsync(requestId) is { IsDone: false } row)
            await SpoilAsync(row, reason);
    }

    public async Task<PoolStatus> GetStatus()
    {
        var isServed = state.State.Connection is not null && !_isStandingDown && _leaseEnds > time.GetUtcNow();
        DateTimeOffset? oldest = _queue.Oldest is { } row ? DateTimeOffset.FromUnixTimeMilliseconds(row.Asked) : null;
        var alarms = await FindAlarmsAsync();
        return new PoolStatus(_queue.Waiting, _queue.Done, oldest, isServed ? state.State.Connector : null)
        {
            Alarms = alarms, Problem = alarms.Count == 0 ? null : string.Join(' ', alarms.Select(alarm => alarm.Text)),
        };
    }

    private async Task<IReadOnlyList<ConnectorAlarm>> FindAlarmsAsync()
    {
        var lost = await _keys.FindLostAsync(_queue.All.Select(row => row.KeyId));
        var now = time.GetUtcNow();
        return _alarms.Find(_queue.All.Where(row => lost.Contains(row.KeyId)), _tellings.Deaf, _candidates.Elsewhere(now), Last, now);
    }

    private string Pool => this.GetPrimaryKeyString();

    private string? Last => state.State.Last ?? state.State.Connector;

    /// <summary>Whether a connector leads elsewhere than the one that served last: it would book everything a second time.</summary>
    private async Task<bool> LeadsElsewhereAsync(string connectorId)
    {
        if (Last is not { } last || last == connectorId)
            return false;
        var (own, other) = (await FindTmsAsync(connectorId), await FindTmsAsync(last));
        return own is not null && other is not null && !own.LeadsToSame(other);
    }

    /// <summary>Null of one that was removed, or does not tell.</summary>
    private async Task<ConnectorTmsLink?> FindTmsAsync(string connectorId) =>
        (await GrainFactory.GetGrain<IConnectorGrain>(GrainKeys.Connector(connectorId)).GetStatus())?.Reported?.Tms;

    /// <summary>What is stored is taken up, askers that did not hear are told again, and requests whose key is gone are given back though no connector is there.</summary>
    private async Task GoRoundAsync(CancellationToken cancellationToken)
    {
        await FindAlarmsAsync();
        await TakeStoredAsync();
        await SpoilUnreadableAsync();
        foreach (var row in _queue.AllDone.Where(row => _tellings.IsDue(row.Id, time.GetUtcNow())).ToList())
            await TellAsync(row);
    }

    /// <summary>While there was another activation, it may have added, finished and removed requests.</summary>
    private async Task TakeStoredAsync()
    {
        var stored = await table.ReadAsync(Pool);
        foreach (var gone in _queue.All.ExceptBy(stored.Select(row => row.Id), row => row.Id).ToList())
            Forget(gone.Id);
        foreach (var row in stored)
            _queue.Take(row);
    }

    /// <summary>One that is not known here another activation may have stored.</summary>
    private async Task<RequestRow?> FindAsync(string requestId)
    {
        if (_queue.TryFind(requestId, out var known))
            return known;
        var row = await table.FindAsync(Pool, requestId);
        if (row is not null)
            _queue.Take(row);
        return row;
    }

    private void Forget(string requestId)
    {
        _queue.Remove(requestId);
        _tellings.Forget(requestId);
    }

    private bool Renew(DateTimeOffset now)
    {
        _leaseEnds = now + PoolLease.Length;
        return true;
    }

    /// <summary>One that cannot serve may have work in its hands: no other one begins before that is ended.</summary>
    private async Task StandDownAsync(Readiness readiness, DateTimeOffset now)
    {
        if (readiness == Readiness.Unable && _leaseEnds > now)
            _isStandingDown = true;
        else
            await ReleaseAsync();
    }

    private async Task ReleaseAsync()
    {
        await state.WriteAsync(new PoolState { Last = Last });
        _isStandingDown = false;
        _queue.TakeBack();
        await _connections.Notify(connection => connection.Look());
    }

    private async Task SpoilUnreadableAsync()
    {
        foreach (var row in _queue.AllWaiting.ToList())
        {
            if (await _keys.ReasonAgainstAsync(row.KeyId) is { } reason)
                await SpoilAsync(row, reason);
        }
    }

    private async Task SpoilAsync(RequestRow row, string reason)
    {
        await table.SpoilAsync(row.Id, reason);
        await FinishAsync(row);
    }

    private async Task FinishAsync(RequestRow row)
    {
        _queue.Finish(row);
        await TellAsync(row);
    }

    private async Task TellAsync(RequestRow row)
    {
        var asker = GrainFactory.GetGrain<IRequestSource>(GrainId.Parse(row.Asker, CultureInfo.InvariantCulture));
        var (answer, problem) = await table.ReadOutcomeAsync(row.Id);
        if (answer is not null && await _keys.ReasonAgainstAsync(answer.KeyId) is { } reason)
        {
            await table.SpoilAsync(row.Id, reason);
            (answer, problem) = (null, reason);
        }
        // Not before: a database that is away says nothing of the asker.
        _tellings.Note(row.Id, time.GetUtcNow());
        if (problem is not null)
            await asker.Unreadable(row.Id, problem);
        else if (answer is not null)
            await asker.Answered(row.Id, answer);
    }
}
