using HybridCalendar.Clients.Connectors;
using HybridCalendar.Connector.Link;
using HybridCalendar.Connector.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Connector.Tests.Check;

/// <summary>The test of the link that an administrator asks for on the page: it looks at TMS as it is now.</summary>
public sealed class LinkTestTests : IAsyncLifetime
{
    private TmsSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await TmsSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_tells_what_is_wrong_now_and_that_it_is_mended()
    {
        var test = _site.Connector().GetRequiredService<ILinkTest>();
        (await TestAsync(test, books: true)).ShouldAllBe(result => result.State == LinkTestState.Good);
        (await _site.HeldAsync()).ShouldBeEmpty();

        await _site.StopTmsAsync();
        var wrong = (await TestAsync(test, books: false)).ShouldHaveSingleItem();
        wrong.State.ShouldBe(LinkTestState.Bad);
        wrong.Text.ShouldContain("TMS cannot be reached");

        await _site.StartTmsAsync();
        var again = await TestAsync(test, books: false);
        again.ShouldAllBe(result => result.State == LinkTestState.Good);
        // How to have more looked at is told on the command line only.
        again.ShouldAllBe(result => !result.Text.Contains("--", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_earlier_test_could_not_take_out_is_taken_out_by_the_next()
    {
        await _site.BreakAsync("Fault", "DeleteConferenceByExternalId", count: 1, fault: "NoAccessToConference");
        var first = await TestAsync(_site.Connector().GetRequiredService<ILinkTest>(), books: true);
        first.ShouldContain(result => result.State == LinkTestState.Warning && result.Text.Contains("could not be taken out", StringComparison.Ordinal));
        (await _site.HeldAsync()).ShouldHaveSingleItem();

        (await TestAsync(_site.Connector().GetRequiredService<ILinkTest>(), books: true)).ShouldAllBe(result => result.State == LinkTestState.Good);
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_that_nobody_waits_for_any_more_takes_out_what_it_booked()
    {
        using var link = new CancellationTokenSource();
        await _site.BreakAsync("Delay", "DeleteConferenceByExternalId", delayMs: 10_000);
        var test = _site.Connector().GetRequiredService<ILinkTest>().RunAsync(books: true, link.Token);
        while (!test.IsCompleted && (await _site.HeldAsync()).Count == 0)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await link.CancelAsync();
        _site.Clock.Advance(TimeSpan.FromSeconds(10));
        await Task.WhenAny(test);
        (await _site.HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void The_settings_are_told_without_the_password()
    {
        var settings = _site.Connector().GetRequiredService<ILinkTest>().Settings;

        settings.Account.ShouldBe(@"CONTOSO\connector");
        settings.Address.ShouldBe(_site.Url.AbsoluteUri.TrimEnd('/'));
        settings.TelephoneNumbers.ShouldBe(1);
        settings.ToString().ShouldNotContain(TmsSite.Password);
    }

    private static Task<IReadOnlyList<LinkTestResult>> TestAsync(ILinkTest test, bool books) => test.RunAsync(books, TestContext.Current.CancellationToken);
}
