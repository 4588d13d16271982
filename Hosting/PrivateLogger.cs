using Microsoft.Extensions.Logging;

namespace HybridCalendar.Hosting;

/// <summary>Redacts a line, and the scopes around it, before any provider sees them.</summary>
internal sealed class PrivateLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(PrivateValues.Of(state));

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel))
            return;
        var text = PrivateText.Redact(formatter(state, exception));
        inner.Log(logLevel, eventId, state is null ? text : PrivateValues.Of(state), PrivateException.Of(exception), (_, _) => text);
    }
}
