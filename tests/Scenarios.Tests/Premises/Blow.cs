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

    /// <summary>A room's TMS system is taken from it, until TMS has nothing for it any more.</summary>
    Mapping,

    /// <summary>The bridge has no port to spare for a while; TMS is away until all is tried again.</summary>
    PortsShort,

    /// <summary>Organizers are switched off, and on again when the rooms have taken over; what runs stays as it is.</summary>
    SwitchedOff,

    /// <summary>Organizers are switched on whose meetings rooms had booked by their own copies; what runs stays as it is.</summary>
    SwitchedOn,

    /// <summary>Administrators test the links to TMS, each with a meeting.</summary>
    LinkTest,

    /// <summary>Gateway, connectors and TMS at once.</summary>
    Everything,

    /// <summary>TMS refuses, is slow, loses what it was about to answer, or does what nobody waits for any more, for some calls.</summary>
    Faults,

    /// <summary>Graph tells nothing of what changes from now on.</summary>
    Silence,
}
