using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Hosting;

/// <summary>
/// Request paths and query strings hold mail addresses and ids of meetings: the loggers that would write them, or put them into
/// the scope of every other line, stay silent, whatever levels the configuration asks for. What slips into other lines, as the key of
/// a grain does that did not answer in time, is taken out of them.
/// </summary>
public static class PrivateLogging
{
    /// <summary>Opens a scope with the request's path around each request if it may log anything at all. Errors are logged by others.</summary>
    private const string ScopeLogger = "Microsoft.AspNetCore.Hosting.Diagnostics";

    private static readonly string[] PathLoggers =
    [
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.StaticFiles",
        "Microsoft.AspNetCore.HttpLogging",
        "System.Net.Http.HttpClient",
    ];

    public static void AddPrivateLogging(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // What stops a start is said by whoever started us.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory, PrivateLoggerFactory>());
        builder.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            foreach (var category in PathLoggers)
                filters.Rules.Add(new LoggerFilterRule(null, category, null, (provider, name, level) => level >= LogLevel.Warning));
            filters.Rules.Add(new LoggerFilterRule(null, ScopeLogger, LogLevel.None, null));
        });
    }
}
