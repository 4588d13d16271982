using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Answers;
using HybridCalendar.Connector.Identity;

namespace HybridCalendar.Connector.Link;

/// <summary>How the connector is at the moment: what it tells the gateway, what the gateway told it, and what <c>status</c> shows.</summary>
internal sealed class ConnectorState(AlarmBoard alarms, MaintenanceSwitch maintenance, AnswerJournal journal, SeenCertificates certificates, TestRunner tests, TimeProvider time)
{
    private const int Window = 4;
    private readonly Lock _gate = new();
    private LinkFrame.Seen? _seen;
    private DateTimeOffset? _heardAt;
    private bool _isConnected;
    private string? _problem;

    public static string Version => typeof(ConnectorState).Assembly.GetName().Version?.ToString(3) ?? "";

    public bool IsActive
    {
        get
        {
            lock (_gate)
                return _isConnected && _seen is { IsActive: true };
        }
    }

    public bool IsConnected
    {
        get
        {
            lock (_gate)
                return _isConnected;
        }
    }

    /// <summary>When the gateway last answered a heartbeat, UTC; null before the first time.</summary>
    public DateTimeOffset? HeardAt
    {
        get
        {
            lock (_gate)
                return _heardAt;
        }
    }

    public LinkHealth Health => maintenance.IsOn ? LinkHealth.Maintenance : alarms.Health;

    /// <param name="hasGivenUp">Whether what is in work was given up, and nothing new is begun.</param>
    /// <param name="working">How many requests are in work; asked for after that.</param>
    public LinkFrame.Heartbeat Heartbeat(bool hasGivenUp, int working)
    {
        // What is in work is ended first; only then may another connector serve.
        var mustLeave = maintenance.IsOn || !journal.IsWritable || hasGivenUp;
        // While TMS is not in reach requests wait at the gateway, in their order, until it is, or until another connector is asked that reaches it.
        return new(Health, mustLeave || alarms.Health == LinkHealth.Outage ? 0 : Window, !mustLeave || working > 0, alarms.Alarms, Version, HasStoodDown(working), certificates.All, tests.Settings);
    }

    public void Connected()
    {
        lock (_gate)
            (_isConnected, _problem, _seen) = (true, null, null);
    }

    /// <returns>Whether it was connected.</returns>
    public bool Disconnected(string problem)
    {
        lock (_gate)
        {
            var wasConnected = _isConnected;
            (_isConnected, _problem) = (false, problem);
            return wasConnected;
        }
    }

    /// <summary>Why it is not connected; null when it is.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
                return _problem;
        }
    }

    public void Saw(LinkFrame.Seen seen)
    {
        lock (_gate)
            (_seen, _heardAt) = (seen, time.GetUtcNow());
    }

    /// <summary>What was asked before the gateway's word that another one may serve has come before that word: nothing is on its way here.</summary>
    private bool HasStoodDown(int working)
    {
        lock (_gate)
            return working == 0 && _seen is { IsActive: false };
    }

    public StatusReport Report(ConnectorIdentity identity, int working, int unacknowledged)
    {
        lock (_gate)
        {
            return new StatusReport
            {
                WrittenAt = time.GetUtcNow(), Connector = identity.Id, Gateway = identity.Gateway, Version = Version, Health = Health,
                IsConnected = _isConnected, Problem = _problem, HeardAt = _heardAt, GatewaySees = _isConnected ? _seen?.Health : null, IsActive = _isConnected && _seen is { IsActive: true },
                Working = working, Unacknowledged = unacknowledged, Alarms = alarms.Alarms,
            };
        }
    }
}
