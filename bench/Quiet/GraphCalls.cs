using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Sandbox.Graph.Tokens;

namespace HybridCalendar.Bench.Quiet;

/// <summary>The product's calls to Graph, by route, as the Sandbox counts them.</summary>
internal sealed class GraphCalls(HttpClient sandbox)
{
    public async Task ForgetAsync() => (await sandbox.DeleteAsync("sandbox/calls")).Dispose();

    public async Task<IReadOnlyDictionary<string, long>> CountAsync()
    {
        var calls = (await sandbox.GetFromJsonAsync<JsonElement>("sandbox/calls")).GetProperty("byApp");
        return calls.TryGetProperty(AppRegistration.Product().ClientId, out var ours)
            ? ours.EnumerateObject().ToDictionary(route => route.Name, route => route.Value.GetInt64())
            : new Dictionary<string, long>();
    }
}
