namespace HybridCalendar.Clients.Webex;

/// <summary>Devices and workspaces of the Webex organization. Lists throw <see cref="WebexException"/>.</summary>
public interface IWebexDevices
{
    /// <summary>
    /// Sends <c>Bookings Put</c> through the cloud xAPI: the list replaces what the device holds. One try: the caller keeps the
    /// newest list and comes back, as a later list would make a retried older one wrong.
    /// </summary>
    /// <param name="deviceId">Webex's id of the device.</param>
    /// <param name="bookingsJson">The command's JSON body: an object with a <c>Bookings</c> array.</param>
    /// <param name="cancel">Ends the call early.</param>
    Task<DeliveryOutcome> PutBookingsAsync(string deviceId, string bookingsJson, CancellationToken cancel = default);

    /// <summary>
    /// How long a device runs since it was started (xStatus <c>SystemUnit Uptime</c>, scope <c>spark:xapi_statuses</c>). One try: nothing
    /// depends on the answer at once. Throws <see cref="WebexException"/>, also for a device that is off.
    /// </summary>
    /// <param name="deviceId">Webex's id of the device.</param>
    /// <param name="cancel">Ends the call early.</param>
    /// <returns>Whole seconds; null when the device does not tell.</returns>
    Task<TimeSpan?> GetUptimeAsync(string deviceId, CancellationToken cancel = default);

    /// <summary>All devices that take xAPI commands.</summary>
    Task<IReadOnlyList<WebexDevice>> ListDevicesAsync(CancellationToken cancel = default);

    /// <summary>All workspaces, with the calendar that is bound to each.</summary>
    Task<IReadOnlyList<WebexWorkspace>> ListWorkspacesAsync(CancellationToken cancel = default);
}
