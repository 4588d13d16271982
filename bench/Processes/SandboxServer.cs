using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Bench.Processes;

/// <summary>Office 365, Webex and the devices, and TMS if asked for, answering at once and without limits on how much may be asked.</summary>
internal static class SandboxServer
{
    /// <summary>An argument: there is also a TMS.</summary>
    public const string WithTms = "--Bench:Tms=true";

    public static WebApplication Build(string[] arguments) => SandboxHost.Build(arguments, new SandboxHostOptions
    {
        Seed = false,
        // A bridge of any size: its ports are no part of what is measured.
        Tms = arguments.Contains(WithTms, StringComparer.Ordinal) ? new TmsOptions { BridgePorts = int.MaxValue } : null,
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
