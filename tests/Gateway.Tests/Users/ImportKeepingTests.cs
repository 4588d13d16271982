using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Gateway.Users;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Audits;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace HybridCalendar.Gateway.Tests.Users;

/// <summary>What is kept of settings and imports: how, for how long, and when a change fails.</summary>
public sealed class ImportKeepingTests : IAsyncLifetime
{
    private readonly GatewayHost _gateway = new();
    private readonly UserFiles _files;

    public ImportKeepingTests() => _files = new UserFiles(_gateway);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

#if !ORLEANS
    [Fact]
    public async Task The_files_hold_no_link_of_a_personal_room()
    {
        await _files.PutAsync("a@contoso.example", new { displayName = "A", personalRoomLink = "https://one.webex.com/meet/zagora.a" });
        await _files.PutAsync("a@contoso.example", new { displayName = "A", personalRoomLink = "https://one.webex.com/meet/zagora.b" });
        var check = await _files.CheckAsync("Email,Personal Room\na@contoso.example,one.webex.com/meet/zagora.c\nb@contoso.example,one.webex.com/meet/zagora.d\n"u8.ToArray());
        await HoldsNoLinkAsync();
        var id = check.GetProperty("id").GetString()!;
        await _files.ApplyAsync(id);
        await _files.EndOfAsync(id, "done");
        await HoldsNoLinkAsync();

        (await _gateway.Admin.GetStringAsync("/api/users/export")).ShouldContain("https://one.webex.com/meet/zagora.d");
        var audit = (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/audit?subject=a@contoso.example")).GetProperty("items");
        audit.EnumerateArray().Select(row => row.GetProperty("after").GetProperty("personalRoomLink").GetString()![^1]).ShouldBe(['c', 'b', 'a']);

        async Task HoldsNoLinkAsync()
        {
            var files = Directory.GetFiles(_gateway.Folder, "*.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToList();
            files.ShouldContain(file => file.EndsWith("catalog.db-wal", StringComparison.Ordinal));
            foreach (var file in files)
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes);
                Encoding.Latin1.GetString(bytes.ToArray()).Contains("zagora", StringComparison.OrdinalIgnoreCase).ShouldBeFalse(file);
            }
        }
    }
#endif

    [Fact]
    public async Task An_import_is_forgotten_after_a_day_though_nobody_imports_again()
    {
        var store = _gateway.App.Services.GetRequiredService<UserImportTable>();
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        await store.AddAsync("kept", time.GetUtcNow().AddDays(30).ToUnixTimeMilliseconds(), "file", "{}");
        await store.AddAsync("old", time.GetUtcNow().ToUnixTimeMilliseconds(), "file", "{}");
        using var forgets = new OldImports(store, _gateway.App.Services.GetRequiredService<AuditLog>(), time, NullLogger<OldImports>.Instance);
        await forgets.StartAsync(default);
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var began = time.GetUtcNow();
        while (await store.FindAsync("old") is not null)
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
            time.Advance(TimeSpan.FromHours(1));
        }
        await forgets.StopAsync(default);
        (time.GetUtcNow() - began).ShouldBeGreaterThan(TimeSpan.FromDays(1));
        (await store.FindAsync("kept")).ShouldBe("{}");
    }

    [Fact]
    public async Task A_change_that_fails_is_written_down_as_one_whose_outcome_is_unknown_and_keeps_no_other_from_being_made()
    {
        await _files.PutAsync("broken@contoso.example", new { displayName = "Before" });
        var check = await _files.CheckAsync("Email,Display Name\nbroken@contoso.example,Imported\nsound@contoso.example,Sound\n"u8.ToArray());
        await FailAsync("broken@contoso.example");

        var answer = await _gateway.Admin.PutAsJsonAsync("/api/users/broken@contoso.example", new { displayName = "Typed" });
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var id = check.GetProperty("id").GetString()!;
        await _files.ApplyAsync(id);
        var end = await _files.EndOfAsync(id, "done");
        end.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem().GetProperty("line").GetInt32().ShouldBe(2);
        end.GetProperty("added").GetInt32().ShouldBe(1);
        (await _gateway.Admin.GetStringAsync("/api/users/sound@contoso.example")).ShouldContain("Sound");

        var rows = (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/audit?subject=broken@contoso.example")).GetProperty("items").EnumerateArray().ToList();
        rows.Select(row => (row.GetProperty("after").GetProperty("displayName").GetString(), row.GetProperty("outcomeUnknown").GetBoolean()))
            .ShouldBe([("Imported", true), ("Typed", true), ("Before", false)]);
        (await _gateway.Admin.GetStringAsync("/api/audit/export?subject=broken@contoso.example")).ShouldContain(",unknown,sealed\r\n");
    }

    [Fact]
    public async Task An_import_that_can_save_nobody_ends_and_goes_on_when_asked_to()
    {
        var rows = string.Concat(Enumerable.Range(0, 150).Select(number => $"bad{number}@contoso.example,Bad\n"));
        var check = await _files.CheckAsync(Encoding.UTF8.GetBytes($"Email,Display Name\n{rows}"));
        var id = check.GetProperty("id").GetString()!;
        await FailAsync("bad%");
        await _files.ApplyAsync(id);
        var end = await _files.EndOfAsync(id, "interrupted");
        end.GetProperty("mayGoOn").GetBoolean().ShouldBeTrue();
        end.GetProperty("problems").GetArrayLength().ShouldBeInRange(100, 149);
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        var page = await browser.ReadAsync($"/admin/users/imports/{id}");
        page.ShouldContain("Go on with the other 150 rows");
        page.ShouldContain("could not be saved");

        await FailNoMoreAsync();
        (await browser.SendAsync("/admin/users", $"/admin/users/imports/{id}/apply")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        end = await _files.EndOfAsync(id, "done");
        (end.GetProperty("done").GetInt32(), end.GetProperty("wrong").GetInt32(), end.GetProperty("problems").GetArrayLength()).ShouldBe((150, 0, 0));
        (await _gateway.Admin.GetStringAsync("/api/users?search=bad149")).ShouldContain("bad149@contoso.example");
    }

    [Fact]
    public async Task What_an_import_did_when_its_gateway_was_killed_is_told_and_the_other_rows_are_taken_later()
    {
        var check = await _files.CheckAsync("Email,Display Name\nfirst@contoso.example,First\nsecond@contoso.example,Second\n"u8.ToArray());
        var id = check.GetProperty("id").GetString()!;
        var services = _gateway.App.Services;
        var (store, log) = (services.GetRequiredService<UserImportTable>(), services.GetRequiredService<AuditLog>());
        var began = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        // As it stands in the database after a kill: one user is changed, and nobody has told of it.
        var status = JsonSerializer.Serialize(new { id, state = "importing", startedAt = began, updatedAt = began, rows = 2 });
        (await store.TakeAsync(id, status, began.ToUnixTimeMilliseconds(), freeFrom: began.AddMinutes(5).ToUnixTimeMilliseconds())).ShouldNotBeNull();
        var after = new UserSettings { DisplayName = "First" };
        await new ImportTrail(store, log, id, "anna", JsonSerializerOptions.Web).BeginAsync([new UserChange(2, "first@contoso.example", null, after)]);
        await _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User("first@contoso.example")).Configure(after);

        var seen = await _gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/users/imports/{id}");
        (seen.GetProperty("state").GetString(), seen.GetProperty("mayGoOn").GetBoolean()).ShouldBe(("interrupted", true));
        await _files.ApplyAsync(id);
        await _files.EndOfAsync(id, "done");

        (await _gateway.Admin.GetStringAsync("/api/users/second@contoso.example")).ShouldContain("Second");
        var row = (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/audit?subject=first@contoso.example")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (row.GetProperty("who").GetString(), row.GetProperty("outcomeUnknown").GetBoolean()).ShouldBe(("anna", true));
        row.GetProperty("after").GetProperty("displayName").GetString().ShouldBe("First");
    }

    /// <summary>A user's grain keeps what is set and fails after that, as the catalog does not take it.</summary>
    private Task FailAsync(string mail) => _gateway.App.Services.GetRequiredService<CatalogDatabase>().WriteAsync(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TRIGGER fails BEFORE INSERT ON users WHEN NEW.mail LIKE '{mail}' BEGIN SELECT RAISE(ABORT, 'not now'); END";
        await command.ExecuteNonQueryAsync();
    });

    private Task FailNoMoreAsync() => _gateway.App.Services.GetRequiredService<CatalogDatabase>().WriteAsync(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER fails";
        await command.ExecuteNonQueryAsync();
    });
}
