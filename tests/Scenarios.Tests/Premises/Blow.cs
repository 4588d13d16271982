namespace HybridCalendar.Scenarios.Tests.Premises;

/// <summary>What befalls the premises path while people schedule. A process that is killed is started again after a while.</summary>
internal enum Blow
{
    /// <summary>One of the connectors is killed, the one that serves or the one that stands by.</summary>
    Connector,

    /// <summary>The gateway is killed.</summary>
    Gateway,

    /// <summary>TMS ends: connections break, sessions are forgotten.</summary>
    Tms,

    /// <summary>TMS ends and stays away while time passes: what was tried in vain waits longer and longer.</summary>
    TmsForLong,

    /// <summary>TMS and the connectors are away for hours.</summary>
    PremisesForHours,

    /// <summary>The organization's key is rotated, and revoked while requests may be on their way.</summary>
    Keys,

    /// <summary>A room's TMS system is taken from it for a while.</summary>
    Mapping,

    /// <summary>Gateway, connectors and TMS at once.</summary>
    Everything,

    /// <summary>TMS refuses, is slow, or loses what it was about to answer, for some calls.</summary>
    Faults,

    /// <summary>Graph tells nothing of what changes from now on.</summary>
    Silence,
}
