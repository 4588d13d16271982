using System.Diagnostics;
using HybridCalendar.Gateway.Telemetry;
using HybridCalendar.Gateway.Tests.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HybridCalendar.Gateway.Tests.Telemetry;

/// <summary>No span tells whose calendar it was about.</summary>
public sealed class PrivateSpansTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_request_is_named_by_its_route()
    {
        var spans = new Collector();
        using (TelemetrySetup.Traces(ResourceBuilder.CreateEmpty(), traces => traces.AddProcessor(spans)))
        {
            (await gateway.Admin.GetAsync("/api/users/ann@contoso.example?top=3")).EnsureSuccessStatusCode();
            await spans.WaitForAsync("GET /api/users/{mail}");
        }
        spans.Text.ShouldNotContain("contoso");
        spans.Text.ShouldContain("http.route=/api/users/{mail}");
        spans.Text.ShouldContain("http.response.status_code=200");
    }

    private sealed class Collector : BaseProcessor<Activity>
    {
        private readonly List<string> _spans = [];
        private readonly Lock _lock = new();

        public string Text
        {
            get
            {
                lock (_lock)
                    return string.Join('\n', _spans);
            }
        }

        public override void OnEnd(Activity data)
        {
            lock (_lock)
                _spans.Add($"{data.DisplayName} {string.Join(' ', data.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}");
        }

        public async Task WaitForAsync(string text)
        {
            using var deadline = new CancellationTokenSource(GatewayHost.Deadline);
            while (!Text.Contains(text, StringComparison.Ordinal))
                await Task.Delay(10, deadline.Token);
        }
    }
}
