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
