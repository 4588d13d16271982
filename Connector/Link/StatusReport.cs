using System.Text.Json;
using HybridCalendar.Clients.Connectors;

namespace HybridCalendar.Connector.Link;

/// <summary>What the running connector last wrote down of itself, for the <c>status</c> command. Times are UTC.</summary>
public sealed record StatusReport
{
    private const string FileName = "status.json";
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public DateTimeOffset WrittenAt { get; init; }
    public string Connector { get; init; } = "";
    public Uri? Gateway { get; init; }
    public string Version { get; init; } = "";

    /// <summary>How it is by itself.</summary>
    public LinkHealth Health { get; init; }

    public bool IsConnected { get; init; }

    /// <summary>Why it is not connected.</summary>
    public string? Problem { get; init; }

    /// <summary>When the gateway last answered; null before the first time.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>How the gateway sees it; null while it is not connected.</summary>
    public LinkHealth? GatewaySees { get; init; }

    /// <summary>Whether it is the one that serves; otherwise it stands by.</summary>
    public bool IsActive { get; init; }

    /// <summary>Requests in work.</summary>
    public int Working { get; init; }

    /// <summary>Answers that the gateway has not acknowledged.</summary>
    public int Unacknowledged { get; init; }

    public IReadOnlyList<LinkAlarm> Alarms { get; init; } = [];

    /// <summary>How the two sides differ, as a sentence; null when they do not.</summary>
    public string? Difference => this is { IsConnected: false, Health: LinkHealth.Maintenance }
        ? $"The connector is in maintenance, and not connected. The gateway goes on to say so if it heard of it before, else it counts it as outage: {Problem}"
        : !IsConnected
        ? $"The connector is {Health.ToString().ToLowerInvariant()} by itself, and not connected, so the gateway counts it as outage: {Problem}"
        : GatewaySees is { } seen && seen != Health
            ? $"The connector is {Health.ToString().ToLowerInvariant()} by itself; the gateway sees it as {seen.ToString().ToLowerInvariant()}."
            : null;

    /// <summary>Null when no connector has run in this directory.</summary>
    public static StatusReport? Read(string directory)
    {
        var file = Path.Combine(directory, FileName);
        return File.Exists(file) ? JsonSerializer.Deserialize<StatusReport>(File.ReadAllText(file), s_json) : null;
    }

    public void Write(string directory) => Identity.PrivateFile.Write(Path.Combine(directory, FileName), JsonSerializer.Serialize(this, s_json));
}
