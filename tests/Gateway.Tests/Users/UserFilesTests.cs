using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Admin;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Gateway.Users;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Users;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Users;

public sealed class UserFilesTests : IAsyncLifetime
{
    private readonly GatewayHost _gateway = new();
    private readonly UserFiles _files;

    public UserFilesTests() => _files = new UserFiles(_gateway);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_file_is_checked_then_applied_once()
    {
        await _files.PutAsync("old@contoso.example", new { displayName = "Old", preferredSite = "one.webex.com" });
        await _files.PutAsync("same@contoso.example", new { displayName = "Same" });
        const string file = "Email,Display Name,preferredWebExSite,Nonsense\nold@contoso.example,Old,two.webex.com,\nsame@contoso.example,Same,,\n"
            + "new@contoso.example,Нова,,1\nwrong@contoso.example,Wrong,not a site,\n";

        var check = await _files.CheckAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(file)));

        Counts(check).ShouldBe((4, 1, 1, 1, 1));
        check.GetProperty("ignoredColumns")[0].GetString().ShouldBe("Nonsense");
        var change = check.GetProperty("changes")[0];
        change.GetProperty("before").GetProperty("preferredSite").GetString().ShouldBe("one.webex.com");
        change.GetProperty("after").GetProperty("preferredSite").GetString().ShouldBe("two.webex.com");
        var problem = check.GetProperty("problems")[0];
        (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetString()).ShouldBe((5, "preferredWebExSite"));
        (await UserAsync("old@contoso.example")).GetProperty("preferredSite").GetString().ShouldBe("one.webex.com", "a check changes nothing");

        var id = check.GetProperty("id").GetString();
        (await _gateway.Admin.PostAsync($"/api/users/imports/{id}/apply", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Counts(await _files.EndOfAsync(id!, "done")).ShouldBe((4, 1, 1, 1, 1));
        (await UserAsync("old@contoso.example")).GetProperty("preferredSite").GetString().ShouldBe("two.webex.com");
        (await UserAsync("new@contoso.example")).GetProperty("displayName").GetString().ShouldBe("Нова");
        (await _gateway.Admin.GetStringAsync("/api/users?search=wrong")).ShouldNotContain("wrong@contoso.example");
        (await _gateway.Admin.PostAsync($"/api/users/imports/{id}/apply", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var audit = (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/audit?subject=old@contoso.example")).GetProperty("items");
        audit[0].GetProperty("before").GetProperty("preferredSite").GetString().ShouldBe("one.webex.com");
        audit[0].GetProperty("who").GetString().ShouldBe("local key");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_file_is_to_be_had()
    {
        var rows = string.Concat(Enumerable.Range(0, UserImport.MostProblems + 20).Select(number => $"many{number}@contoso.example,not a site\n"));
        var check = await _files.CheckAsync(Encoding.UTF8.GetBytes($"Email,preferredWebExSite\n{rows}fine@contoso.example,\n"));
        check.GetProperty("problems").GetArrayLength().ShouldBe(UserImport.MostProblems);

        var id = check.GetProperty("id").GetString();
        var all = await _gateway.Admin.GetStringAsync($"/api/users/imports/{id}/problems");

        all.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(UserImport.MostProblems + 21);
        all.ShouldContain($"{UserImport.MostProblems + 21},preferredWebExSite,");
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        (await browser.ReadAsync($"/admin/users/imports/{id}")).ShouldContain($"/admin/users/imports/{id}/problems");
        (await browser.ReadAsync($"/admin/users/imports/{id}/problems")).ShouldBe(all);
        (await _gateway.Admin.GetAsync("/api/users/imports/none/problems")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task All_that_a_file_would_change_is_to_be_had_until_it_is_applied()
    {
        const int count = ImportRun.ChunkSize + 1;
        await _files.PutAsync("u7@contoso.example", new { displayName = "Seven", preferredSite = "one.webex.com", enabled = true });
        await _files.PutAsync($"u{count}@contoso.example", new { displayName = "=Last" });
        var rows = string.Concat(Enumerable.Range(1, count).Select(number => $"u{number}@contoso.example,two.webex.com\n"));
        var check = await _files.CheckAsync(Encoding.UTF8.GetBytes($"Email,preferredWebExSite\n{rows}wrong@contoso.example,not a site\n"));
        check.GetProperty("changes").GetArrayLength().ShouldBe(UserImport.MostChanges);
        var id = check.GetProperty("id").GetString()!;

        var all = await _gateway.Admin.GetStringAsync($"/api/users/imports/{id}/changes");

        var lines = all.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("Line,Address or id,Field,Before,After");
        lines.ShouldContain("8,u7@contoso.example,Preferred Webex site,one.webex.com,two.webex.com");
        lines.Where(line => line.Contains("u7@", StringComparison.Ordinal)).ShouldHaveSingleItem("what stays is not told");
        lines.Where(line => line.Contains("u9@", StringComparison.Ordinal)).ShouldBe(["10,u9@contoso.example,Enabled,,no", "10,u9@contoso.example,Preferred Webex site,,two.webex.com"], ignoreOrder: true);
        lines.Last().ShouldBe($"{count + 1},u{count}@contoso.example,Preferred Webex site,,two.webex.com");
        all.ShouldNotContain("wrong@");
        using var browser = new AdminBrowser(_gateway);
        await browser.SignInAsync(_gateway);
        (await browser.ReadAsync($"/admin/users/imports/{id}")).ShouldContain($"/admin/users/imports/{id}/changes");
        await browser.GetAsync("/admin/language/bg");
        (await browser.ReadAsync($"/admin/users/imports/{id}/changes")).ShouldContain("8,u7@contoso.example,Предпочитан сайт на Webex,one.webex.com,two.webex.com");
        var problems = await browser.ReadAsync($"/admin/users/imports/{id}/problems");
        problems.ShouldContain("Ред,Колона,Проблем");
        problems.ShouldContain($"{count + 2},preferredWebExSite,\"Трябва да е името на сайт на Webex");

        await _files.ApplyAsync(id);
        await _files.EndOfAsync(id, "done");
        (await _gateway.Admin.GetAsync($"/api/users/imports/{id}/changes")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.GetAsync($"/admin/users/imports/{id}/changes")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.ReadAsync($"/admin/users/imports/{id}")).ShouldNotContain($"/admin/users/imports/{id}/changes");
    }

    [Fact]
    public async Task An_export_is_safe_and_importing_it_changes_nothing()
    {
        await _files.PutAsync("evil@contoso.example", new { displayName = "=HYPERLINK(\"https://evil.example\";\"Click\")", language = "bg" });
        await _files.PutAsync("o'neil@contoso.example", new { displayName = "'O, Neil", personalRoomLink = "a.webex.com/meet/oneil", enabled = true });
        // As an earlier version wrote it: without what was set.
        await _files.PutAsync("early@contoso.example", new { displayName = "Early", preferredSite = "early.webex.com" });
        await _gateway.App.Services.GetRequiredService<Catalog>().PutUserAsync(new UserRow { Mail = "early@contoso.example", DisplayName = "Early" });

        var file = await _gateway.Admin.GetByteArrayAsync("/api/users/export");

        var text = Encoding.UTF8.GetString(file);
        text.ShouldContain("evil@contoso.example,\"'=HYPERLINK(");
        text.ShouldContain("early@contoso.example,Early,false,early.webex.com,,");
        Counts(await _files.CheckAsync(file)).ShouldBe((3, 0, 0, 3, 0));
        (await _gateway.Admin.GetStringAsync("/api/users/export?search=evil")).ShouldNotContain("neil");
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_refused_at_once()
    {
        foreach (var file in new[] { "", "Name\nA\n", "Email,Enabled\n" })
        {
            var answer = await _gateway.Admin.PostAsync("/api/users/imports", new StringContent(file, Encoding.UTF8, "text/csv"));
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rows")[0].GetProperty("text").GetString()!.Length.ShouldBeGreaterThan(10);
        }
        (await _gateway.Admin.GetAsync("/api/users/imports/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_long_file_is_applied_and_the_change_somebody_made_meanwhile_stays()
    {
        const int count = 1_500;
        await _files.PutAsync("u7@contoso.example", new { displayName = "Seven", language = "en" });
        var rows = string.Concat(Enumerable.Range(0, count).Select(number => $"u{number}@contoso.example,one.webex.com\n"));
        var check = await _files.CheckAsync(Encoding.UTF8.GetBytes("Email,preferredWebExSite\n" + rows));
        check.GetProperty("changes").GetArrayLength().ShouldBe(200);
        await _files.PutAsync("u7@contoso.example", new { displayName = "Seven", language = "bg" });
        var id = check.GetProperty("id").GetString()!;
        await _files.ApplyAsync(id);
        Counts(await _files.EndOfAsync(id, "done")).ShouldBe((count, count - 1, 1, 0, 0));
        var seven = await _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User("u7@contoso.example")).GetSettings();
        (seven.Language, seven.PreferredSite).ShouldBe(("bg", "one.webex.com"));
        (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/audit?subject=u1499@contoso.example")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    private static (int Rows, int Added, int Changed, int Unchanged, int Wrong) Counts(JsonElement import)
    {
        import.GetProperty("done").GetInt32().ShouldBe(import.GetProperty("rows").GetInt32());
        return (Number("rows"), Number("added"), Number("changed"), Number("unchanged"), Number("wrong"));

        int Number(string name) => import.GetProperty(name).GetInt32();
    }

    private Task<JsonElement> UserAsync(string mail) => _gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/users/{mail}");
}
