namespace HybridCalendar.Sandbox.Graph.Notifications;

/// <summary>How an endpoint is served.</summary>
internal enum EndpointState
{
    /// <summary>At once.</summary>
    Normal,
    /// <summary>It answers slowly: new notifications wait.</summary>
    Slow,
    /// <summary>It hardly answers: new notifications are dropped and never come back.</summary>
    Drop,
}
