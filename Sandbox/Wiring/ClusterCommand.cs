using System.CommandLine;

namespace HybridCalendar.Sandbox.Wiring;

/// <summary>
/// <c>cluster</c>: silos, and gateways behind one door, as processes on this machine, wired to the Sandbox. Only in the Orleans build.
/// </summary>
internal static class ClusterCommand
{
    public static Command Create()
    {
        var connection = new Option<string>("--connection") { Description = "An empty PostgreSQL database, as Npgsql writes it.", Required = true };
        var silos = new Option<int>("--silos") { Description = "How many silos.", DefaultValueFactory = _ => 3 };
        var gateways = new Option<int>("--gateways") { Description = "How many gateways, at ports 5091 and on. All are behind port 5090.", DefaultValueFactory = _ => 2 };
        var anyPorts = new Option<bool>("--any-ports") { Description = "Takes ports that nobody uses, instead of the usual ones." };
        var command = new Command("cluster", "Silos and gateways on PostgreSQL, in processes of their own.") { connection, silos, gateways, anyPorts };
        foreach (var count in (Option<int>[])[silos, gateways])
        {
            count.Validators.Add(given =>
            {
                if (given.GetValueOrDefault<int>() < 1)
                    given.AddError($"{count.Name}: at least 1.");
            });
        }
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(connection)!, parsed.GetValue(silos), parsed.GetValue(gateways), parsed.GetValue(anyPorts), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string connection, int silos, int gateways, bool anyPorts, CancellationToken cancellationToken)
    {
        var usual = PlaygroundAddresses.Usual;
        var addresses = anyPorts
            ? new PlaygroundAddresses(At(usual.Sandbox, FreePorts.Next()), At(usual.Gateway, FreePorts.Next())) { Tms = At(usual.Tms!, FreePorts.Next()) }
            : usual;
        var behind = Enumerable.Range(1, gateways).Select(number => At(usual.Gateway, anyPorts ? FreePorts.Next() : usual.Gateway.Port + number)).ToList();
        await using var door = TcpDoor.Open(addresses.Gateway.Port, behind);
        Cluster? cluster = null;
        await using var playground = await Playground.StartAsync(
            addresses,
            startGateway: async (settings, cancel) =>
            {
                cluster = new Cluster(settings, connection, Enumerable.Range(0, silos).Select(number => anyPorts ? SiloPorts.Free() : SiloPorts.Usual(number)), behind);
                await cluster.StartAsync(cancel);
                return cluster;
            },
            cancellationToken: cancellationToken);
        foreach (var member in cluster!.Members)
            await Console.Out.WriteLineAsync($"{member.Name}: process {member.Process.Id}, its health at {new Uri(member.Address, "health/ready")}");
        await Console.Out.WriteLineAsync($"Connections to {addresses.Gateway} go to the gateways in turn.");
        await RunCommand.ShowAsync(playground, cancellationToken);
        return 0;
    }

    private static Uri At(Uri usual, int port) => new UriBuilder(usual) { Port = port }.Uri;
}
