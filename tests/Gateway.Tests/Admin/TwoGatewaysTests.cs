using System.Net;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>Two gateways behind a proxy, which sends each request of a browser to either.</summary>
public sealed class TwoGatewaysTests : IAsyncLifetime
{
    private const string Page = "/admin/rooms";
    private readonly string _shared = Directory.CreateTempSubdirectory("two-gateways-").FullName;
    private readonly GatewayHost _one;
    private readonly GatewayHost _other;

    public TwoGatewaysTests() => (_one, _other) = (Create(), Create());

    public async ValueTask InitializeAsync()
    {
        await _one.InitializeAsync();
        await _other.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        Directory.Delete(_shared, recursive: true);
    }

    [Fact]
    public async Task A_session_of_one_is_used_at_the_other_and_ended_for_both()
    {
        using var here = new AdminBrowser(_one);
        using var there = new AdminBrowser(_other, here.Cookies);
        (await there.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        await here.SignInAsync(_one);

        (await there.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.OK);
        // A form that the one wrote is sent to the other.
        var form = await here.TokenAsync(Page);
        var ended = await there.PostAsync("/admin/sign-out", ("__RequestVerificationToken", form));
        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var browser in (AdminBrowser[])[here, there])
            (await browser.GetAsync(Page)).Headers.Location!.ToString().ShouldContain("/admin/sign-in");
    }

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_at_the_other_after_signing_out_at_the_one()
    {
        using var here = new AdminBrowser(_one);
        await here.SignInAsync(_one);
        var copied = new CookieContainer();
        copied.Add(here.Cookies.GetAllCookies());
        using var thief = new AdminBrowser(_other, copied);
        (await thief.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await here.SendAsync(Page, "/admin/sign-out")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await thief.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    /// <summary>With grains of its own, as one machine cannot run a cluster; the catalog and the master key are the same.</summary>
    private GatewayHost Create() => new(TimeProvider.System, $"--Keys:MasterKeyFile={Path.Combine(_shared, "master.key")}")
    {
        Adjust = services => services.AddSingleton(_ => CatalogDatabase.Sqlite(Path.Combine(_shared, "catalog.db"))),
    };
}
