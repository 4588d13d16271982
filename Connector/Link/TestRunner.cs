using HybridCalendar.Clients.Connectors;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Connector.Link;

/// <summary>Does the tests that an administrator asks for, beside what else is done; the gateway asks for one at a time.</summary>
internal sealed partial class TestRunner(TimeProvider time, ILogger<TestRunner> log, ILinkTest? test = null)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <summary>How TMS is reached; null when nothing can be tested here.</summary>
    public LinkTms? Settings => test?.Settings;

    /// <param name="asked">What the gateway asks.</param>
    /// <param name="cancel">The connection has ended, and nobody waits any more.</param>
    public async Task<LinkFrame.Tested> RunAsync(LinkFrame.Test asked, CancellationToken cancel)
    {
        if (test is null)
            return Answer(asked, new LinkTestResult("Link", LinkTestState.Bad, "There is nothing to test at this connector."));
        using var deadline = new CancellationTokenSource(s_longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            return new LinkFrame.Tested(asked.Id, await test.RunAsync(asked.Books, either.Token));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return Answer(asked, new LinkTestResult("Link", LinkTestState.Bad, "The test was not done within 5 minutes: TMS is too slow, or not in reach."));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Whoever asked is told, and the log tells more.
            LogFailed(log, failure);
            return Answer(asked, new LinkTestResult("Link", LinkTestState.Bad, $"The test failed ({failure.GetType().Name}); the connector's log tells more."));
        }
    }

    private static LinkFrame.Tested Answer(LinkFrame.Test asked, LinkTestResult result) => new(asked.Id, [result]);

    [LoggerMessage(Level = LogLevel.Error, Message = "A test of the link to TMS failed")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
