using HybridCalendar.Sandbox.Tms.Booking;

namespace HybridCalendar.Sandbox.Tms.Control;

/// <summary>What List Conferences shows as External Service, and whether TMS's own people may edit such a conference.</summary>
internal static class ExternalService
{
    public const string CalendarConnector = "Calendar Connector";

    public static string Of(ConferenceData data, TmsOptions options)
    {
        var source = data.Source.Length > 0 ? data.Source : data.DetachedSource;
        if (options.ConnectorSources.Any(start => source.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            return CalendarConnector;
        return source.StartsWith("EX:", StringComparison.OrdinalIgnoreCase) ? "Microsoft Exchange" : source.Split(':')[0];
    }
}
