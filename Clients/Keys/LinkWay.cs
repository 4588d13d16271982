namespace HybridCalendar.Clients.Keys;

/// <summary>Which way a message between the service and a connector goes. The names stand in what is encrypted and never change.</summary>
public enum LinkWay
{
    /// <summary>From the service to a connector.</summary>
    Request,

    /// <summary>From a connector to the service.</summary>
    Answer,
}
