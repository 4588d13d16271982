namespace HybridCalendar.Gateway.Hosting;

/// <summary>
/// Request paths and query strings hold mail addresses and ids of meetings: the loggers that would write them stay silent,
/// whatever levels the configuration asks for.
/// </summary>
internal static class PrivateLogging
{
    private static readonly string[] PathLoggers =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.StaticFiles",
        "Microsoft.AspNetCore.HttpLogging",
        "System.Net.Http.HttpClient",
    ];

    public static void AddPrivateLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // One line for each request without a token says nothing.
        builder.Logging.AddFilter("HybridCalendar.Gateway.Security.AdminAuthentication", LogLevel.Warning);
        // What stops a start is said by whoever started us.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            foreach (var category in PathLoggers)
                filters.Rules.Add(new LoggerFilterRule(null, category, null, (provider, name, level) => level >= LogLevel.Warning));
        });
    }
}
