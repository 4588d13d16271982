using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A test of the link to TMS that ends when it is told to.</summary>
internal sealed class HeldTest : ILinkTest
{
    public const string Address = "https://tms.company.com";
    private readonly TaskCompletionSource<bool> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the account may book for others.</summary>
    public LinkTestState Booking { get; set; } = LinkTestState.Bad;

    /// <summary>What comes of the meeting that it books when it is asked to.</summary>
    public LinkTestState Meeting { get; set; } = LinkTestState.Good;

    public LinkTms Settings { get; } = new(Address, @"COMPANY\hybridcalendar", "Ntlm", null, "EX:TMSCC-HybridCalendar", 180, 2);

    public Task<bool> AskedAsync() => _asked.Task.WaitAsync(GatewayHost.LongDeadline);

    /// <summary>Ends the test that runs, and each one that is asked for later.</summary>
    public void Answer() => _answer.SetResult();

    public async Task<IReadOnlyList<LinkTestResult>> RunAsync(bool books, CancellationToken cancel)
    {
        _asked.TrySetResult(books);
        await _answer.Task.WaitAsync(cancel);
        var looked = new[] { new LinkTestResult("Link to TMS", LinkTestState.Good, "TMS answers."), new LinkTestResult("Book on behalf", Booking, "The account may not.") };
        return books ? [.. looked, new LinkTestResult("Test meeting", Meeting, "There is no free port on the bridge.")] : looked;
    }
}
