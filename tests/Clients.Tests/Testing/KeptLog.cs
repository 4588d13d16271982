using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Clients.Tests.Testing;

/// <summary>Keeps every line that is logged, with its exception, for a test to await.</summary>
internal sealed class KeptLog : ILoggerProvider
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);
    private readonly Channel<(string Category, string Text)> _lines = Channel.CreateUnbounded<(string, string)>();

    /// <summary>The next line of a class; those of others before it are skipped.</summary>
    public async Task<string> NextAsync(string className)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_deadline);
        while (true)
        {
            if (await _lines.Reader.ReadAsync(deadline.Token) is var (category, text) && category.EndsWith(className, StringComparison.Ordinal))
                return text;
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(_lines.Writer, categoryName);

    public void Dispose() => _lines.Writer.TryComplete();

    private sealed class Logger(ChannelWriter<(string, string)> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.TryWrite((category, $"{formatter(state, exception)} {exception}"));
    }
}
