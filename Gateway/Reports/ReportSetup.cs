namespace HybridCalendar.Gateway.Reports;

internal static class ReportSetup
{
    /// <summary>What the API and the pages of administrators tell of rooms and meetings.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) => services.AddSingleton<RoomTimelines>().AddSingleton<RoomReports>().AddSingleton<MeetingReports>();
}
