namespace HybridCalendar.Grains.Catalogs;

/// <summary>SQL conditions on a device <c>d</c>; <c>@alive</c> is when a gateway must have been heard of, UTC milliseconds since 1970.</summary>
internal static class DeviceConditions
{
    /// <summary>It holds a stream open.</summary>
    public const string Connected =
        "EXISTS (SELECT 1 FROM device_streams s JOIN gateway_streams g ON g.gateway = s.gateway AND g.seen > @alive WHERE s.device = d.id)";

    /// <summary>It is a panel that should be connected, and is not. One that stands nowhere has nothing to show.</summary>
    public const string Away = $"(link = 0 AND workspace IS NOT NULL AND NOT {Connected})";
}
