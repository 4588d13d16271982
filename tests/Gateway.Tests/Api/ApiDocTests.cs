using System.Diagnostics;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Api;

/// <summary>The commands of <c>docs/api.md</c> do what stands there.</summary>
public sealed class ApiDocTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IDisposable
{
    private const string Bash = "/bin/bash";
    private readonly string _folder = Directory.CreateTempSubdirectory("api-doc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_set_up_is_done_with_curl_alone()
    {
        Assert.SkipUnless(File.Exists(Bash) && File.Exists("/usr/bin/curl"), "bash and curl are not installed.");
        var commands = Commands();
        commands.Count.ShouldBeGreaterThan(15);

        var (code, output, errors) = await RunAsync(commands);

        code.ShouldBe(0, $"{output}\n{errors}");
        (await gateway.Admin.GetStringAsync("/api/organization")).ShouldContain("\"meetAction\":\"tms\"");
        (await gateway.Admin.GetStringAsync("/api/tms-rooms")).ShouldContain("\"systemId\":66");
        (await gateway.Admin.GetStringAsync("/api/connectors")).ShouldContain("Basement");
        (await gateway.Admin.GetStringAsync("/api/users/anna@company.com")).ShouldContain("company.webex.com");
        (await gateway.Admin.GetStringAsync("/api/workspaces/rila@company.com")).ShouldContain("\"devices\":[\"rila-bar\",\"rila-panel\"]");
        output.ShouldContain("boris@company.com,Enabled,,yes");
        await UntilAsync(async () => (await gateway.Admin.GetStringAsync("/api/users")).Contains("boris@company.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_that_is_refused_is_not_waited_for()
    {
        Assert.SkipUnless(File.Exists(Bash) && File.Exists("/usr/bin/curl"), "bash and curl are not installed.");
        var commands = Commands();
        var import = commands.SkipWhile(line => !line.StartsWith("printf", StringComparison.Ordinal)).TakeWhile(line => line[0] != '#' || line.Contains("checked", StringComparison.Ordinal)).ToList();
        import.Count.ShouldBeGreaterThan(4);

        var (code, output, _) = await RunAsync(
            [.. commands.Where(line => line.Contains("() {", StringComparison.Ordinal)), .. import.Select(line => line.Replace("Email Address", "Nothing", StringComparison.Ordinal))]);

        code.ShouldNotBe(0);
        output.ShouldNotContain("boris");
    }

    private static List<string> Commands() =>
    [
        .. File.ReadLines(DocPath()).SkipWhile(line => !line.StartsWith("    put() {", StringComparison.Ordinal)).TakeWhile(line => line != "## More")
            .Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line[4..]),
    ];

    private async Task<(int Code, string Output, string Errors)> RunAsync(IEnumerable<string> commands)
    {
        var start = new ProcessStartInfo(Bash, ["-e"])
        {
            WorkingDirectory = _folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["key"] = gateway.Key;
        start.Environment["api"] = new Uri(gateway.Address, "api").ToString();
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync(string.Join('\n', commands) + "\n");
        shell.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(deadline.Token), shell.StandardError.ReadToEndAsync(deadline.Token));
        await shell.WaitForExitAsync(deadline.Token);

        return (shell.ExitCode, await output, await errors);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
            await looks.WaitForNextTickAsync(deadline.Token);
    }

    private static string DocPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs", "api.md");
    }
}
