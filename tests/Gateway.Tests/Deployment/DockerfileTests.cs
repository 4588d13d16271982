using System.Text.RegularExpressions;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Sandbox;

namespace HybridCalendar.Gateway.Tests.Deployment;

/// <summary>What the Dockerfile says fits docker-compose.yml and the projects.</summary>
public sealed class DockerfileTests
{
    private static readonly string s_text = DeploymentFiles.Read("Dockerfile");

    /// <summary>Stages by name: what each begins with, and its lines.</summary>
    private static readonly Dictionary<string, (string From, string Lines)> s_stages = Regex
        .Matches(s_text, @"^FROM (?<from>\S+) AS (?<name>\S+)\n(?<lines>(?:(?!FROM ).*\n?)*)", RegexOptions.Multiline)
        .ToDictionary(stage => stage.Groups["name"].Value, stage => (stage.Groups["from"].Value, stage.Groups["lines"].Value));

    [Fact]
    public void Each_target_that_is_composed_is_a_stage_on_the_common_one()
    {
        var targets = DeploymentFiles.Hosts.Values.Select(DeploymentFiles.Target).Distinct().ToList();
        targets.ShouldBe(["silo", "gateway", "sandbox"], ignoreOrder: true);
        foreach (var target in targets)
            s_stages[target].From.ShouldBe("host", target);
    }

    [Fact]
    public void Hosts_run_as_a_user_without_rights_and_tell_of_their_health()
    {
        s_stages["host"].Lines.ShouldContain("\nUSER $APP_UID\n");
        s_stages["host"].Lines.ShouldContain("\nHEALTHCHECK ");
        s_stages.Where(stage => stage.Value.From == "host").ShouldAllBe(stage => !stage.Value.Lines.Contains("USER ", StringComparison.Ordinal));
        DeploymentFiles.Exists("deploy/healthy").ShouldBeTrue();
    }

    [Theory]
    [InlineData("gateway", typeof(GatewayApp))]
    [InlineData("sandbox", typeof(SandboxHost))]
    public void Each_starts_the_assembly_that_is_built_for_it(string stage, Type host)
    {
        var assembly = host.Assembly.GetName().Name!;
        s_stages[stage].Lines.ShouldContain($"ENTRYPOINT [\"dotnet\", \"{assembly}.dll\"]");
        s_stages[stage].Lines.ShouldContain($"COPY --from=build /out/{assembly.Split('.')[^1]} .");
        // The silo is named alike.
        s_stages["silo"].Lines.ShouldContain("ENTRYPOINT [\"dotnet\", \"HybridCalendar.Silo.dll\"]");
        s_stages["silo"].Lines.ShouldContain("COPY --from=build /out/Silo .");
        s_stages["build"].Lines.ShouldContain("for host in Silo Gateway Sandbox;");
    }
}
