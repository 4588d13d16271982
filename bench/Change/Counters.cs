using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Tokens;
using Microsoft.Data.Sqlite;

namespace HybridCalendar.Bench.Change;

/// <summary>What the product has done so far, as the outside world and its database count it.</summary>
/// <param name="GraphCalls">By route.</param>
/// <param name="WebexCalls">By route.</param>
/// <param name="Notifications">That Graph sent.</param>
/// <param name="StateWrites">Grains' states written.</param>
/// <param name="ProductCpu">Processor time of gateway and silos.</param>
/// <param name="SandboxCpu">Processor time of the Sandbox.</param>
internal sealed record Counters(
    Dictionary<string, long> GraphCalls, Dictionary<string, long> WebexCalls, long Notifications, long StateWrites, TimeSpan ProductCpu, TimeSpan SandboxCpu)
{
    public static async Task<Counters> ReadAsync(Organization organization)
    {
        var graph = await organization.SandboxHttp.GetFromJsonAsync<JsonElement>("sandbox/calls");
        var webex = await organization.SandboxHttp.GetFromJsonAsync<JsonElement>("sandbox/webex/calls");
        return new Counters(
            graph.GetProperty("byApp").GetProperty(AppRegistration.Product().ClientId).EnumerateObject().ToDictionary(route => route.Name, route => route.Value.GetInt64()),
            webex.GetProperty("routes").EnumerateArray().ToDictionary(route => route.GetProperty("route").GetString()!, route => route.GetProperty("calls").GetInt64()),
            graph.GetProperty("events").TryGetProperty("notifications", out var sent) ? sent.GetInt64() : 0,
            CountStateWrites(organization.DataDirectory),
            organization.ProductCpu,
            organization.Sandbox.Cpu);
    }

    /// <summary>What happened since, for each of so many changes.</summary>
    public object PerChange(Counters before, int changes) => new
    {
        graphCalls = Per(GraphCalls.Values.Sum() - before.GraphCalls.Values.Sum(), changes),
        graphCallsByRoute = Difference(GraphCalls, before.GraphCalls, changes),
        notifications = Per(Notifications - before.Notifications, changes),
        devicePushes = Difference(WebexCalls, before.WebexCalls, changes).Where(route => route.Key.Contains("xapi/command", StringComparison.Ordinal)).Sum(route => route.Value),
        webexCallsByRoute = Difference(WebexCalls, before.WebexCalls, changes),
        stateWrites = Per(StateWrites - before.StateWrites, changes),
        productCpuMs = Per((ProductCpu - before.ProductCpu).TotalMilliseconds, changes),
        sandboxCpuMs = Per((SandboxCpu - before.SandboxCpu).TotalMilliseconds, changes),
    };

    private static Dictionary<string, double> Difference(Dictionary<string, long> after, Dictionary<string, long> before, int changes) => after
        .Select(route => (route.Key, Value: Per(route.Value - before.GetValueOrDefault(route.Key), changes)))
        .Where(route => route.Value > 0)
        .ToDictionary(route => route.Key, route => route.Value);

    private static double Per(double count, int changes) => Math.Round(count / changes, 2);

    /// <summary>Every write of a state counts its version up by one.</summary>
    private static long CountStateWrites(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "grains.db");
        if (!File.Exists(file))
            return 0;
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = "SELECT COALESCE(SUM(version), 0) FROM grain_state";
        return (long)query.ExecuteScalar()!;
    }
}
