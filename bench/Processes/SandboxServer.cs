using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Bench.Processes;

/// <summary>Office 365, Webex and the devices, answering at once and without limits on how much may be asked.</summary>
internal static class SandboxServer
{
    public static WebApplication Build(string[] arguments) => SandboxHost.Build(arguments, new SandboxHostOptions
    {
        Seed = false,
        Graph = graph =>
        {
            graph.AcceptanceDelayMin = graph.AcceptanceDelayMax = graph.MailDelay = TimeSpan.Zero;
            graph.SubscriptionWritesPer20Seconds = graph.MailboxRequestsPer10Minutes = int.MaxValue;
        },
        Webex = new WebexSandboxOptions
        {
            CommandTime = TimeSpan.Zero,
            MeetingsPerUser = int.MaxValue,
            MeetingsPerAdmin = int.MaxValue,
            MeetingsPerAdminAndHost = int.MaxValue,
        },
    });
}
