namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>What can go wrong with TMS.</summary>
internal enum TmsFaultKind
{
    /// <summary>The answer comes late; nothing is done when its caller has left by then.</summary>
    Delay,

    /// <summary>What was asked is done late, though its caller may have left.</summary>
    Late,

    /// <summary>503 without a fault in it.</summary>
    Unavailable,

    /// <summary>401, as when Windows cannot check the account.</summary>
    Unauthorized,

    /// <summary>The connection breaks before anything was done.</summary>
    Drop,

    /// <summary>What was asked is done, then the connection breaks.</summary>
    LoseAnswer,

    /// <summary>The connection breaks at once; what was asked is done late all the same.</summary>
    Cut,

    /// <summary>TMS forgets all client sessions before it looks at the call.</summary>
    LoseSessions,

    /// <summary>The fault DATABASE_DOWN; nothing was done.</summary>
    DatabaseDown,

    /// <summary>The fault that the switch names; nothing was done.</summary>
    Fault,

    /// <summary>The bridge has no ports for what is booked.</summary>
    NoRoute,

    /// <summary>Licences run out while a conference is edited: TMS deletes it.</summary>
    LicenceExhausted,

    /// <summary>Devices do not take their bookings.</summary>
    DeviceUnreachable,
}
