#if ORLEANS
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.Versioning;
using HybridCalendar.EndToEnd.Tests.World;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.EndToEnd.Tests.Clusters;

/// <summary>What a person does with <c>./cluster</c>: starts it, opens what it names, kills a part of it, and ends it by Ctrl+C.</summary>
[SupportedOSPlatform("linux")]
public sealed class ClusterScriptTests : IAsyncDisposable
{
    private const int Hosts = 5;

    /// <summary>Connections go to the two gateways in turn: each has some of these.</summary>
    private const int Streams = 4;

    /// <summary>A lost gateway costs a device seconds.</summary>
    private static readonly TimeSpan s_longestAway = TimeSpan.FromSeconds(15);

    private readonly List<PanelStream> _streams = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams)
            await stream.DisposeAsync();
    }

    [Fact]
    public async Task It_serves_on_without_a_gateway_and_leaves_nothing_behind_after_Ctrl_C()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked up in /proc.");
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        using var script = await ClusterScript.StartAsync();
        await EverythingAnswersAsync(script);
        // The script, the Sandbox, the hosts, and PostgreSQL.
        script.Processes().Count.ShouldBeGreaterThanOrEqualTo(Hosts + 3);

        await KillAGatewayAsync(script);

        await EndAsync(script);
        await Deadline.WaitAsync(() => script.Processes() is { Count: > 0 } left ? $"{left.Count} processes are left." : null);
        script.Files.ShouldBeEmpty();
    }

    private static async Task EverythingAnswersAsync(ClusterScript script)
    {
        script.Members.Count.ShouldBe(Hosts, script.Told);
        var opened = (Uri[])[script.AddressOf("Calendar"), script.AddressOf("Panel in Rila"), script.AddressOf("Administration")];
        script.Members.Values.Select(member => member.Health.Authority).ShouldNotContain(opened[1].Authority);
        using var http = new HttpClient { Timeout = Deadline.Usual };
        foreach (var address in script.Members.Values.Select(member => member.Health).Concat(opened))
        {
            using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address.ToString());
        }
    }

    /// <summary>The panel comes back by the other one, and what changes from then on comes to it.</summary>
    private async Task KillAGatewayAsync(ClusterScript script)
    {
        var panel = script.AddressOf("Panel in Rila");
        var token = await ActivateAsync(panel);
        while (_streams.Count < Streams)
            _streams.Add(await PanelStream.OpenAsync(panel, token));

        ClusterScript.Kill(script.Members["Gateway 1"].Process);

        await Task.WhenAny(_streams.Select(stream => stream.Ended)).WaitAsync(s_longestAway, TestContext.Current.CancellationToken);
        using var http = new HttpClient { Timeout = s_longestAway };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await http.GetStringAsync(panel, TestContext.Current.CancellationToken)).ShouldContain(SandboxWorld.RilaPanel);
        var again = await PanelStream.OpenAsync(panel, token);
        _streams.Add(again);
        using var outlook = await Outlook.SignInAsync(script.AddressOf("Calendar"));
        var draft = new Draft(SandboxWorld.Anna, "After the kill", TimeProvider.System.GetUtcNow().AddHours(1)) { Location = "@webex", Rooms = [SandboxWorld.Rila] };
        await outlook.ScheduleAsync(draft);
        await Deadline.WaitAsync(() => again.List.Contains(draft.Subject, StringComparison.Ordinal) ? null : "The panel does not show the meeting.", s_longestAway);
    }

    private static async Task<string> ActivateAsync(Uri panel)
    {
        using var http = new HttpClient { BaseAddress = panel };
        var code = panel.Fragment[(panel.Fragment.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return (await http.CallAsync(HttpMethod.Post, $"/devices/{Playground.PanelId}/activation", new { code })).GetProperty("token").GetString()!;
    }

    /// <summary>Whoever presses it once more while hosts end makes nothing worse.</summary>
    private static async Task EndAsync(ClusterScript script)
    {
        var before = script.Processes().Count;
        await script.PressCtrlCAsync();
        await Deadline.WaitAsync(() => script.Processes().Count < before ? null : "Nothing ends.");
        await script.PressCtrlCAsync();
        (await script.WaitForExitAsync()).ShouldBe(0);
    }
}
#endif
