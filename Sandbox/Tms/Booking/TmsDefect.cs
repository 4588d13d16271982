namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>Why an occurrence is kept without being launched.</summary>
internal enum TmsDefect
{
    None,

    /// <summary>A system is booked already; the defective one does not hold its systems.</summary>
    Conflict,

    /// <summary>There is no route; its systems are held all the same.</summary>
    NoRoute,
}
