using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Webex;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Hosting;

namespace HybridCalendar.Gateway.Tests.Deployment;

/// <summary>What docker-compose.yml says agrees with itself, with the files beside it, and with the product's settings.</summary>
public sealed class ComposeTests
{
    private static readonly string[] s_settingFiles = ["deploy/calendar.env.example", "deploy/sandbox.env"];

    private static readonly Dictionary<string, IReadOnlyCollection<string>> s_known = new(StringComparer.OrdinalIgnoreCase)
    {
        [ClusterOptions.Section] = Names(typeof(ClusterOptions)),
        [GatewayOptions.Section] = Names(typeof(GatewayOptions)),
        ["Office365"] = Names(typeof(Office365Options)),
        ["Webex"] = Names(typeof(WebexOptions)),
        ["Telemetry"] = ["OtlpEndpoint"],
        ["Logging"] = ["LogLevel"],
    };

    [Fact]
    public void It_has_three_silos_two_gateways_and_the_sandbox_only_when_asked_for()
    {
        var targets = DeploymentFiles.Hosts.Values.Select(DeploymentFiles.Target).ToList();
        targets.Count(target => target == "silo").ShouldBe(3);
        targets.Count(target => target == "gateway").ShouldBe(2);
        foreach (var (name, service) in DeploymentFiles.Compose["services"]!.AsObject())
            (service!["profiles"] is null).ShouldBe(name != "sandbox", name);
    }

    [Fact]
    public void Each_image_is_built_once_and_never_asked_of_a_registry()
    {
        foreach (var hosts in DeploymentFiles.Hosts.Values.GroupBy(DeploymentFiles.Target))
        {
            Text(hosts.Single(host => host["build"] is not null)["build"]!, "target").ShouldBe(hosts.Key);
            hosts.ShouldAllBe(host => Text(host, "image") == "hybrid-calendar-" + hosts.Key + ":${CALENDAR_VERSION:-latest}");
            hosts.Where(host => host["build"] is null).ShouldAllBe(host => Text(host, "pull_policy") == "never");
        }
    }

    [Fact]
    public void Each_setting_is_one_that_hosts_know()
    {
        var settings = DeploymentFiles.Hosts.Values.SelectMany(host => host["environment"]?.AsObject().Select(one => one.Key) ?? [])
            .Concat(s_settingFiles.SelectMany(file => DeploymentFiles.ReadSettings(file).Keys))
            .Where(name => name.Contains("__", StringComparison.Ordinal)).Distinct().ToList();
        settings.Count.ShouldBeGreaterThan(10);
        foreach (var setting in settings)
        {
            var path = setting.Split("__");
            s_known.ShouldContainKey(path[0], setting);
            s_known[path[0]].ShouldContain(path[1], setting);
        }
    }

    [Fact]
    public void What_is_the_operators_to_set_is_only_a_default() => DeploymentFiles.Hosts.Values.SelectMany(host => host["environment"]?.AsObject().ToList() ?? [])
        .Where(one => one.Key.StartsWith("Office365__", StringComparison.Ordinal)).ShouldAllBe(one => one.Value!.GetValue<string>() == "${" + one.Key + ":-1}");

    [Fact]
    public void Each_file_of_settings_has_what_must_be_set()
    {
        var required = Regex.Matches(DeploymentFiles.Read("docker-compose.yml"), @"\$\{(\w+):\?").Select(match => match.Groups[1].Value).Distinct().ToList();
        required.ShouldNotBeEmpty();
        foreach (var file in s_settingFiles)
            required.ShouldBeSubsetOf(DeploymentFiles.ReadSettings(file).Keys, file);
    }

    [Fact]
    public void Hosts_may_do_little_and_have_longer_to_end_than_they_take()
    {
        foreach (var (name, host) in DeploymentFiles.Hosts)
        {
            host["cap_drop"].ShouldNotBeNull(name).AsArray().Single()!.GetValue<string>().ShouldBe("ALL");
            host["security_opt"].ShouldNotBeNull(name).AsArray().Single()!.GetValue<string>().ShouldBe("no-new-privileges:true");
            if (name == "sandbox")
                continue;
            // A silo gives up what is under way after 30 s.
            int.Parse(Text(host, "stop_grace_period").TrimEnd('s'), null).ShouldBeGreaterThanOrEqualTo(45, name);
            Text(host, "restart").ShouldBe("unless-stopped", name);
        }
    }

    [Fact]
    public void Who_is_waited_for_tells_of_its_health()
    {
        foreach (var (name, service) in DeploymentFiles.Compose["services"]!.AsObject())
        {
            if (service!["depends_on"] is not JsonObject awaited)
                continue;
            foreach (var (other, how) in awaited)
            {
                Text(how!, "condition").ShouldBe("service_healthy", name);
                // The images that are built here have a check of their own.
                (DeploymentFiles.Service(other)["healthcheck"] is not null || DeploymentFiles.Hosts.ContainsKey(other)).ShouldBeTrue($"{name} waits for {other}");
            }
        }
        DeploymentFiles.Hosts.Where(host => host.Key != "sandbox").ShouldAllBe(host => host.Value["depends_on"]!["postgres"] != null || host.Value["depends_on"]!["gateway-1"] != null);
    }

    [Fact]
    public void The_proxy_finds_the_gateways_and_is_the_one_that_they_trust()
    {
        var proxy = DeploymentFiles.Service("proxy");
        var gateways = DeploymentFiles.Hosts.Where(host => DeploymentFiles.Target(host.Value) == "gateway").ToDictionary(host => host.Key, host => Address(host.Value));
        proxy["extra_hosts"]!.AsArray().Select(host => host!.GetValue<string>()).ShouldBe(gateways.Select(gateway => $"{gateway.Key}:{gateway.Value}"), ignoreOrder: true);
        Regex.Matches(DeploymentFiles.Read("deploy/nginx.conf"), @"server ([\w-]+):8080").Select(match => match.Groups[1].Value).ShouldBe(gateways.Keys, ignoreOrder: true);
        foreach (var name in gateways.Keys)
            Text(DeploymentFiles.Service(name)["environment"]!, "Gateway__TrustedProxies__0").ShouldBe(Address(proxy));
        var network = DeploymentFiles.Compose["networks"]!["default"]!["ipam"]!["config"]!.AsArray().Single()!;
        var (all, drawn) = (IPNetwork.Parse(Text(network, "subnet")), IPNetwork.Parse(Text(network, "ip_range")));
        foreach (var address in gateways.Values.Append(Address(proxy)).Select(IPAddress.Parse))
            (all.Contains(address), drawn.Contains(address)).ShouldBe((true, false), $"{address}");
    }

    [Fact]
    public void The_collector_listens_where_hosts_send_to_and_at_the_port_that_is_published()
    {
        var collector = DeploymentFiles.ReadYaml("deploy/collector.yaml");
        var listens = Text(collector["receivers"]!["otlp"]!["protocols"]!["grpc"]!, "endpoint");
        foreach (var host in DeploymentFiles.Hosts.Where(host => host.Key != "sandbox"))
            new Uri(Text(host.Value["environment"]!, "Telemetry__OtlpEndpoint")).Authority.ShouldBe(listens.Replace("0.0.0.0", "collector", StringComparison.Ordinal), host.Key);
        var port = Text(collector["exporters"]!["prometheus"]!, "endpoint").Split(':')[^1];
        DeploymentFiles.Service("collector")["ports"]!.AsArray().Single()!.GetValue<string>().ShouldBe($"127.0.0.1:{port}:{port}");
    }

    [Fact]
    public void Files_that_containers_see_are_there()
    {
        var mounted = DeploymentFiles.Compose["services"]!.AsObject().SelectMany(service => service.Value!["volumes"]?.AsArray() ?? [])
            .Select(volume => volume!.GetValue<string>().Split(':')[0]).Where(path => path.StartsWith("./", StringComparison.Ordinal)).Distinct().ToList();
        mounted.ShouldContain("./deploy/nginx.conf");
        mounted.ShouldAllBe(path => DeploymentFiles.Exists(path));
    }

    private static string Address(JsonNode service) => Text(service["networks"]!["default"]!, "ipv4_address");

    private static string Text(JsonNode node, string name) => node[name].ShouldNotBeNull(name).GetValue<string>();

    private static string[] Names(Type options) => [.. options.GetProperties().Select(property => property.Name)];
}
