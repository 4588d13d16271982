using System.Diagnostics;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Hosting.Telemetry;
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

    [Fact]
    public void A_grain_call_does_not_tell_the_grains_key()
    {
        using var source = new ActivitySource($"Microsoft.Orleans.{Guid.NewGuid():N}");
        var spans = new Collector();
        using (TelemetrySetup.Traces(ResourceBuilder.CreateEmpty(), traces => traces.AddProcessor(spans)))
        {
            using var call = source.StartActivity("IUserGrain/takeHints").ShouldNotBeNull();
            call.SetTag("rpc.method", "takeHints");
            foreach (var tag in (string[])["orleans.grain.id", "orleans.rpc.target_id", "orleans.rpc.source_id", "orleans.directory.registered.address"])
                call.SetTag(tag, "user/user:ann@contoso.example");
            call.SetStatus(ActivityStatusCode.Error, "user:ann@contoso.example failed");
        }
        spans.Text.ShouldContain("rpc.method=takeHints");
        spans.Text.ShouldContain("Error");
        spans.Text.ShouldNotContain("contoso");
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
                _spans.Add($"{data.DisplayName} {data.Status} {data.StatusDescription} {string.Join(' ', data.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))}");
        }

        public async Task WaitForAsync(string text)
        {
            using var deadline = new CancellationTokenSource(GatewayHost.Deadline);
            while (!Text.Contains(text, StringComparison.Ordinal))
                await Task.Delay(10, deadline.Token);
        }
    }
}
