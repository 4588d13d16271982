namespace HybridCalendar.Connector.Tms;

/// <summary>How an account signs in to TMS.</summary>
public enum TmsAuthentication
{
    /// <summary>Windows Challenge/Response.</summary>
    Ntlm,

    /// <summary>Has to be switched on in IIS for <c>/TMS/external/booking</c>.</summary>
    Basic,
}
