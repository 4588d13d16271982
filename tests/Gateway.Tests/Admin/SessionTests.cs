using System.Data.Common;
using System.Net;
using System.Security.Cryptography;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>Sessions of administrators: any gateway knows them, none that was ended.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string Page = "/admin/rooms";
    private readonly GatewayHost _gateway = new();

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_session_and_a_form_of_one_gateway_are_taken_by_the_next()
    {
        using var before = new AdminBrowser(_gateway);
        await before.SignInAsync(_gateway);
        var form = await before.TokenAsync("/admin/connectors");
        await _gateway.RestartAsync();

        using var after = new AdminBrowser(_gateway, before.Cookies);

        (await after.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var sent = await after.PostAsync("/admin/connectors", ("host", "session.company.com"), ("__RequestVerificationToken", form));
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_is_worth_nothing_after_signing_out()
    {
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        var copied = new CookieContainer();
        copied.Add(browser.Cookies.GetAllCookies());
        using var thief = new AdminBrowser(_gateway, copied);
        (await thief.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await browser.SendAsync(Page, "/admin/sign-out")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await thief.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Whoever_signed_in_with_a_key_that_was_replaced_is_out()
    {
        using var before = new AdminBrowser(_gateway);
        await before.SignInAsync(_gateway);

        await _gateway.RestartAsync(() => File.Delete(Path.Combine(_gateway.Folder, "admin-key.sha256")));

        using var after = new AdminBrowser(_gateway, before.Cookies);
        (await after.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_start_that_ends_before_it_has_removed_old_sessions_leaves_that_to_the_next()
    {
        using var before = new AdminBrowser(_gateway);
        await before.SignInAsync(_gateway);
        await Should.ThrowAsync<DbException>(() => _gateway.RestartAsync(() =>
        {
            File.Delete(Path.Combine(_gateway.Folder, "admin-key.sha256"));
            Execute("CREATE TRIGGER kept BEFORE DELETE ON admin_sessions BEGIN SELECT RAISE(ABORT, 'not now'); END");
        }));

        await _gateway.RestartAsync(() => Execute("DROP TRIGGER kept"));

        using var after = new AdminBrowser(_gateway, before.Cookies);
        (await after.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_database_holds_no_session_that_somebody_could_take_over()
    {
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);

        await using var connection = await _gateway.App.Services.GetRequiredService<CatalogDatabase>().OpenAsync(TestContext.Current.CancellationToken);
        var (hash, ticket) = await connection.QuerySingleAsync<(string, string)>("SELECT id_hash, ticket FROM admin_sessions");

        hash.Length.ShouldBe(64);
        ticket.ShouldStartWith("hc1.");
    }

    [Fact]
    public void What_was_sealed_for_one_purpose_opens_for_no_other()
    {
        var protection = _gateway.App.Services.GetRequiredService<IDataProtectionProvider>();
        var one = protection.CreateProtector("one");
        var secret = one.Protect([1, 2, 3]);

        one.Unprotect(secret).ShouldBe([1, 2, 3]);
        protection.CreateProtector("one").Unprotect(secret).ShouldBe([1, 2, 3]);
        foreach (var other in (IDataProtector[])[protection.CreateProtector("two"), one.CreateProtector("one")])
            Should.Throw<CryptographicException>(() => other.Unprotect(secret));
        Should.Throw<CryptographicException>(() => one.Unprotect([9, 9]));
        secret[^2] ^= 1;
        Should.Throw<CryptographicException>(() => one.Unprotect(secret));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_gateway.Folder, "catalog.db")};Pooling=false");
        connection.Execute(sql);
    }
}
