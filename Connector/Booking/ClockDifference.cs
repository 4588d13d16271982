using System.Globalization;
using NodaTime;

namespace HybridCalendar.Connector.Booking;

/// <summary>How far TMS's clock and this machine's are apart.</summary>
internal static class ClockDifference
{
    private static readonly Duration s_most = Duration.FromMinutes(2);

    /// <summary>What an administrator should know.</summary>
    /// <param name="ahead">How far TMS's clock is ahead.</param>
    /// <returns>Null when they agree.</returns>
    public static string? Problem(Duration ahead) => Duration.Max(ahead, -ahead) <= s_most ? null : string.Create(
        CultureInfo.InvariantCulture, $"TMS's clock and this machine's are {ahead.TotalMinutes:0} minutes apart: synchronize both.");
}
