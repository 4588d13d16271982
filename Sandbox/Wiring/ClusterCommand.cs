using System.CommandLine;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary><c>cluster</c>: silos and gateways as processes on this machine, wired to the Sandbox. Only in the Orleans build.</summary>
internal static class ClusterCommand
{
    public static Command Create()
    {
        var connection = new Option<string>("--connection") { Description = "An empty PostgreSQL database, as Npgsql writes it.", Required = true };
        var silos = new Option<int>("--silos") { Description = "How many silos.", DefaultValueFactory = _ => 3 };
        var gateways = new Option<int>("--gateways") { Description = "How many gateways, the first at port 5090.", DefaultValueFactory = _ => 2 };
        var command = new Command("cluster", "Silos and gateways on PostgreSQL, in processes of their own.") { connection, silos, gateways };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(connection)!, parsed.GetValue(silos), parsed.GetValue(gateways), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string connection, int silos, int gateways, CancellationToken cancellationToken)
    {
        var first = PlaygroundAddresses.Usual.Gateway;
        var addresses = Enumerable.Range(0, gateways).Select(i => new UriBuilder(first) { Port = first.Port + i }.Uri);
        Cluster? cluster = null;
        await using var playground = await Playground.StartAsync(
            PlaygroundAddresses.Usual,
            startGateway: async (settings, cancel) =>
            {
                cluster = new Cluster(settings, connection, Enumerable.Range(0, silos).Select(SiloPorts.Usual), addresses);
                await cluster.StartAsync(cancel);
                return cluster;
            },
            cancellationToken: cancellationToken);
        foreach (var member in cluster!.Members)
            await Console.Out.WriteLineAsync($"{member.Name}: process {member.Process.Id}");
        await RunCommand.ShowAsync(playground, cancellationToken);
        return 0;
    }
}
