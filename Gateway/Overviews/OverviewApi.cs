namespace HybridCalendar.Gateway.Overviews;

/// <summary>What an administrator sees first.</summary>
internal static class OverviewApi
{
    public static IServiceCollection AddOverview(this IServiceCollection services) => services.AddSingleton<OverviewReader>();

    public static void MapOverview(this RouteGroupBuilder api) => api.MapGet("/overview", (OverviewReader overview, CancellationToken cancel) => overview.ReadAsync(cancel))
        .WithTags("Overview")
        .WithSummary("How many users, rooms and devices there are, what is wrong, and how long calendar changes took to the devices over the last hour.")
        .WithDescription("It is about a second old, and costs the same with 10 rooms and with 10,000. Seconds are the unit of `latency`; today is the day by UTC.");
}
