using System.Globalization;
using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Gateway.Tests.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Gateway.Tests.Deployment;

/// <summary>What deploy/nginx.conf allows fits what gateways take, and what docker-compose.yml grants it.</summary>
public sealed class ProxyTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const long Megabyte = 1024 * 1024;
    private static readonly string s_text = DeploymentFiles.Read("deploy/nginx.conf");

    [Fact]
    public void It_takes_every_body_that_gateways_take_and_hardly_more()
    {
        var largest = ApiEndpoint.All(gateway.App).Max(endpoint => endpoint.LargestBody).ShouldNotBeNull();
        var limit = Number("client_max_body_size", "m") * Megabyte;
        limit.ShouldBeInRange(largest, largest + (2 * Megabyte));
        gateway.App.Services.GetRequiredService<IOptions<FormOptions>>().Value.MultipartBodyLengthLimit.ShouldBeGreaterThanOrEqualTo(largest);
    }

    [Fact]
    public void Each_of_two_workers_can_hold_the_streams_of_ten_thousand_devices()
    {
        var (files, connections) = (Number("worker_rlimit_nofile"), Number("worker_connections"));
        connections.ShouldBeInRange(2 * 10_000, files - 1_000);
        var granted = DeploymentFiles.Service("proxy")["ulimits"]!["nofile"]!;
        foreach (var limit in new[] { "soft", "hard" })
            long.Parse(granted[limit]!.ToString(), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(files, limit);
    }

    [Fact]
    public void No_answer_of_a_gateway_counts_as_its_failure() =>
        Regex.Match(s_text, @"(?<=^\s*proxy_next_upstream ).+(?=;)", RegexOptions.Multiline).Value.ShouldBe("error timeout");

    private static long Number(string directive, string unit = "") =>
        long.Parse(Regex.Match(s_text, $@"(?<=^\s*{directive} )\d+(?={unit};)", RegexOptions.Multiline).Value, CultureInfo.InvariantCulture);
}
