using System.CommandLine;
using System.Text.Json;
using HybridCalendar.Gateway.Hosting;

namespace HybridCalendar.Bench.Processes;

/// <summary>One role of a benchmark as a process: prints its address, answers <c>memory</c>, and ends with its input.</summary>
internal static class ServeCommand
{
    private const string NoAddress = "about:blank";

    public static Command Create()
    {
        var role = new Argument<string>("role");
        role.AcceptOnlyFromAmong("connector", "empty", "gateway", "sandbox");
        var rest = new Argument<string[]>("arguments") { Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("serve", "One of the servers of a benchmark (started by the other commands).") { role, rest };
        command.Hidden = true;
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(role)!, parsed.GetValue(rest)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string role, string[] arguments, CancellationToken cancel)
    {
        var host = role switch
        {
            "connector" => ConnectorServer.Build(arguments),
            "empty" => EmptyServer.Build(arguments),
            "gateway" => GatewayServer.Build(arguments),
            _ => SandboxServer.Build(arguments),
        };
        await host.StartAsync(cancel);
        if (role == "gateway")
            await GatewayServer.PrepareAsync((WebApplication)host);
        await Console.Out.WriteLineAsync($"{ChildServer.AnswerMark}{(host is WebApplication app ? GatewayApp.AddressOf(app) : NoAddress)}");
        while (await Console.In.ReadLineAsync(cancel) is { } line)
        {
            if (line == "memory")
                await Console.Out.WriteLineAsync(ChildServer.AnswerMark + JsonSerializer.Serialize(MemoryReport.Now()));
        }
        await host.StopAsync(CancellationToken.None);
        // The connector's journal ends only so.
        await ((IAsyncDisposable)host).DisposeAsync();
        return 0;
    }
}
