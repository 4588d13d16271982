using System.CommandLine;
using HybridCalendar.Sandbox.Demo;
using HybridCalendar.Sandbox.Wiring;

namespace HybridCalendar.Sandbox;

/// <summary>Starts the Sandbox: with the product wired to it, alone, or for a scripted day.</summary>
public static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Everything on this machine: local Office 365, Webex and room devices, and the product wired to them.")
        {
            DemoCommand.Create(),
            ServersCommand.Create(),
            SetUpCommand.Create(),
            ClusterCommand.Create(),
        };
        root.SetAction((_, cancel) => RunCommand.RunAsync(cancel));
        // A cluster's processes end one after the other.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
    }
}
