using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tms;

namespace HybridCalendar.Connector.Check;

/// <summary>The check of the link to TMS, for an administrator at the gateway.</summary>
internal sealed class TmsLinkTest(TmsCheck check, TmsOptions options) : ILinkTest
{
    public LinkTms Settings { get; } = new(
        options.Url!.AbsoluteUri.TrimEnd('/'), options.UserName, options.Authentication.ToString(), options.TrustedAuthorities, options.SourceId,
        options.BookingWindowDays, options.Telephony.Count);

    public async Task<IReadOnlyList<LinkTestResult>> RunAsync(bool books, CancellationToken cancel)
    {
        var results = new List<LinkTestResult>();
        await foreach (var result in check.RunAsync(rooms: null, books, cancel))
        {
            if (StateOf(result.State) is { } state)
                results.Add(new LinkTestResult(result.Name, state, result.Text));
        }
        return results;
    }

    /// <summary>What was not looked at is left out: how to have it looked at is told for the command line.</summary>
    private static LinkTestState? StateOf(CheckState state) => state switch
    {
        CheckState.Good => LinkTestState.Good,
        CheckState.Warning => LinkTestState.Warning,
        CheckState.Bad => LinkTestState.Bad,
        _ => null,
    };
}
