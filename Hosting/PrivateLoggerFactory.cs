using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Hosting;

/// <summary>The one place through which all lines of a host go, its own, the runtime's and the libraries', whatever providers there are.</summary>
internal sealed class PrivateLoggerFactory(
    IEnumerable<ILoggerProvider> providers, IOptionsMonitor<LoggerFilterOptions> filters, IOptions<LoggerFactoryOptions> options) : ILoggerFactory
{
    private readonly LoggerFactory _inner = new(providers, filters, options);

    public ILogger CreateLogger(string categoryName) => new PrivateLogger(_inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => _inner.AddProvider(provider);

    public void Dispose() => _inner.Dispose();
}
