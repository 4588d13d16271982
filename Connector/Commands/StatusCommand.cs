using System.CommandLine;
using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Identity;
using HybridCalendar.Connector.Link;

namespace HybridCalendar.Connector.Commands;

/// <summary><c>status</c>: how the connector is, on both sides. Ends with 0 when it is operational and connected.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan s_old = TimeSpan.FromMinutes(1);

    public static Command Create(string[] args)
    {
        var command = new Command("status", "Tells how this connector is, by itself and as the gateway sees it.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((_, _) => Failures.TellAsync(async () =>
        {
            var directory = ConnectorSettings.Read(args).DataDirectory;
            using var identity = ConnectorIdentity.Load(directory);
            var report = StatusReport.Read(directory);
            foreach (var line in Describe(report, TimeProvider.System.GetUtcNow()))
                await Console.Out.WriteLineAsync(line);
            return report is { Health: LinkHealth.Operational, IsConnected: true } ? 0 : 1;
        }));
        return command;
    }

    /// <param name="report">What the connector wrote down last.</param>
    /// <param name="now">UTC.</param>
    internal static IEnumerable<string> Describe(StatusReport? report, DateTimeOffset now)
    {
        if (report is null)
        {
            yield return "The connector is registered and has never run: start it with 'run'.";
            yield break;
        }
        if (now - report.WrittenAt > s_old)
            yield return $"The connector does not run; it was last alive at {report.WrittenAt:u}. What follows is how it was then.";
        yield return $"Connector {report.Connector}, version {report.Version}";
        yield return $"By itself:    {report.Health}";
        yield return $"The gateway:  {report.GatewaySees?.ToString() ?? "not connected"}{(report.IsConnected ? report.IsActive ? ", serves" : ", stands by" : "")}";
        if (report.HeardAt is { } heard)
            yield return $"It answered:  {heard:u}";
        yield return $"Requests:     {report.Working} in work, {report.Unacknowledged} answers not acknowledged";
        if (report.Difference is { } difference)
            yield return difference;
        foreach (var alarm in report.Alarms)
            yield return $"{alarm.Severity} since {alarm.Since:u}: {alarm.Text}";
    }
}
