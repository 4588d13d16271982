using HybridCalendar.Sandbox.Graph;
using HybridCalendar.Sandbox.Pages;
using HybridCalendar.Sandbox.Tms;
using HybridCalendar.Sandbox.Webex;

namespace HybridCalendar.Sandbox;

/// <summary>How to start the Sandbox inside another program, such as a test or the one that starts the product beside it.</summary>
public sealed class SandboxHostOptions
{
    /// <summary>Where it listens; port 0 picks a free one. Null: <c>--urls</c>, else <see cref="SandboxHost.DefaultUrl"/>.</summary>
    public string? Url { get; init; }

    /// <summary>The Webex server's settings.</summary>
    public WebexSandboxOptions Webex { get; init; } = new();

    /// <summary>Changes the Graph server's settings.</summary>
    public Action<GraphSandboxOptions>? Graph { get; init; }

    /// <summary>The TMS that is on premises; null for none.</summary>
    public TmsOptions? Tms { get; init; }

    /// <summary>What the pages link to; may be filled until the first request.</summary>
    public SandboxPagesOptions Pages { get; init; } = new();

    /// <summary>False starts with no mailboxes, people and devices.</summary>
    public bool Seed { get; init; } = true;

    /// <summary>The clock of every server; null is the system's.</summary>
    public TimeProvider? Time { get; init; }
}
