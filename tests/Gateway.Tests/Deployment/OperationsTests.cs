using System.Text.RegularExpressions;

namespace HybridCalendar.Gateway.Tests.Deployment;

/// <summary>Commands in docs/operations.md name what there is.</summary>
public sealed class OperationsTests
{
    private static readonly string s_text = DeploymentFiles.Read("operations.md");

    private static IEnumerable<string> Hosts => DeploymentFiles.Hosts.Keys.Except(["sandbox"]);

    [Fact]
    public void What_is_done_to_all_hosts_names_all_of_them()
    {
        var named = Regex.Matches(s_text, @"(?<=^    (for host in|.* stop) )\S+-\d( \S+-\d)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture);
        named.Count.ShouldBe(3);
        named.ShouldAllBe(hosts => hosts.Value.Split(' ', StringSplitOptions.None).Order().SequenceEqual(Hosts.Order()));
    }

    [Fact]
    public void Silos_change_before_gateways_and_a_host_that_does_not_become_ready_is_the_last_to_change()
    {
        var loop = Regex.Match(s_text, @"^    for host in (?<hosts>.+); do\n(?<command>.+)\n    done", RegexOptions.Multiline | RegexOptions.ExplicitCapture);
        loop.Groups["hosts"].Value.Split(' ').ShouldBe(Hosts);
        loop.Groups["command"].Value.ShouldMatch(@"--wait --wait-timeout \d+ \$host \|\| break$");
    }

    [Fact]
    public void Services_and_files_that_commands_name_are_there()
    {
        var services = Regex.Matches(s_text, @"\bdc (?:exec -T|run [^\n]*? sh|up --detach --wait) ([a-z]+(?:-\d)?)\b").Select(match => match.Groups[1].Value).Distinct();
        services.ShouldBe(["postgres", "gateway-1", "silo-1"], ignoreOrder: true);
        services.ShouldAllBe(service => DeploymentFiles.Compose["services"]![service] != null);
        foreach (Match file in Regex.Matches(s_text, @"deploy/[\w.-]+\.(?:sql|yml|conf|example)\b"))
            DeploymentFiles.Exists(file.Value).ShouldBeTrue(file.Value);
    }
}
