using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HybridCalendar.Clients;
using HybridCalendar.Gateway.Notifications;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Overviews;
using HybridCalendar.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace HybridCalendar.Gateway.Tests.Deployment;

/// <summary>deploy/alerts.yml asks for what hosts export, and has the alarms of docs/operations.md.</summary>
public sealed class AlertTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private static readonly Dictionary<string, string> s_rules = DeploymentFiles.ReadYaml("deploy/alerts.yml")["groups"]!.AsArray()
        .SelectMany(group => group!["rules"]!.AsArray()).ToDictionary(rule => Text(rule!, "alert"), rule => Text(rule!, "expr"));

    [Fact]
    public void Each_rule_asks_for_metrics_that_hosts_export()
    {
        foreach (var meter in new[] { typeof(CallMeter), typeof(NotificationMeter), typeof(DeviceLatency) })
            gateway.App.Services.GetRequiredService(meter);
        using var database = NpgsqlDataSource.Create("Host=127.0.0.1");
        // Orleans has its own, which no host of the Embedded build makes.
        var exported = new ConcurrentBag<string> { "orleans_app_requests_timedout_total" };
        TelemetrySetup.Metrics(ResourceBuilder.CreateEmpty(), metrics => metrics.AddView(instrument => Note(exported, instrument))).Dispose();
        foreach (var (name, rule) in s_rules)
        {
            var asked = Regex.Matches(Regex.Replace(rule, @"\{[^}]*\}|by \([^)]*\)", ""), @"\b[a-z]+(?:_[a-z]+)+\b(?!\()").Select(match => match.Value).ToList();
            asked.ShouldNotBeEmpty(name);
            asked.ShouldBeSubsetOf(exported, name);
        }
    }

    [Fact]
    public void Each_alarm_that_names_a_metric_has_a_rule_and_each_rule_is_an_alarm()
    {
        var section = DeploymentFiles.Read("operations.md").Split("### Alarms")[1].Split("\n## ")[0];
        var alarms = Regex.Matches(section, @"^\| (?<alarm>[^|]+) \| (?<when>[^|]+) \|", RegexOptions.Multiline)
            .ToDictionary(row => row.Groups["alarm"].Value, row => row.Groups["when"].Value);
        s_rules.Keys.ShouldBeSubsetOf(alarms.Keys);
        foreach (var (alarm, when) in alarms)
        {
            foreach (var metric in Regex.Matches(when, @"`([a-z]+[.-][\w.-]+)`").Select(match => Escape(match.Groups[1].Value)))
                s_rules.GetValueOrDefault(alarm).ShouldNotBeNull(alarm).ShouldContain(metric, customMessage: alarm);
        }
    }

    /// <summary>Notes a metric as the collector names it: https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/.</summary>
    private static MetricStreamConfiguration? Note(ConcurrentBag<string> exported, Instrument instrument)
    {
        var kind = instrument.GetType().Name.Split('`')[0] switch { "Counter" or "ObservableCounter" => "_total", "Histogram" => "_bucket", _ => "" };
        exported.Add(Escape(instrument.Name) + (instrument.Unit == "s" ? "_seconds" : "") + kind);
        return null;
    }

    private static string Escape(string name) => name.Replace('.', '_').Replace('-', '_');

    private static string Text(JsonNode node, string name) => node[name].ShouldNotBeNull(name).GetValue<string>();
}
