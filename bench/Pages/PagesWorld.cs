using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HybridCalendar.Bench.Change;
using HybridCalendar.Bench.Processes;
using HybridCalendar.Gateway.Hosting;
using HybridCalendar.Gateway.Security;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Tests.Databases;

namespace HybridCalendar.Bench.Pages;

/// <summary>A gateway with a large organization in its lists. A few calendars are read: what pages wait for are lists and grains.</summary>
internal sealed class PagesWorld : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private readonly string _folder = Directory.CreateTempSubdirectory("hybrid-calendar-pages-").FullName;
    private WebApplication? _app;
    private LivingRooms? _rooms;
    private PanelFill? _panels;
    private PostgresProcess? _postgres;
    private string _key = "";

    public Uri Address => GatewayApp.AddressOf(_app!);

    /// <summary>Speaks to the API as an administrator.</summary>
    public HttpClient Admin { get; private set; } = null!;

    /// <summary>An administrator's browser.</summary>
    public HttpClient Browser { get; private set; } = null!;

    /// <param name="plan">How large the organization is.</param>
    /// <param name="hasOffice365">Whether there are Office 365 and Webex, for rooms that are read; else nobody is answered.</param>
    public static async Task<PagesWorld> StartAsync(PagesPlan plan, bool hasOffice365)
    {
        var world = new PagesWorld();
        if (plan.Postgres)
        {
            world._postgres = await PostgresProcess.StartAsync("-c max_connections=200");
            await world._postgres.CreateDatabaseAsync("calendar");
        }
        world._key = (await AdminKey.CreateAsync(world._folder, TimeProvider.System, default))!;
        if (hasOffice365)
            world._rooms = await LivingRooms.StartAsync();
        world._app = GatewayApp.Build(
        [
            .. GatewaySettings.For(GatewaySettings.FreeAddress(), world._rooms?.Url ?? new Uri("http://127.0.0.1:9"), world._folder), "--Logging:LogLevel:Default=Error",
            .. world._postgres is { } postgres ? [$"--Cluster:ConnectionString={postgres.Connection("calendar")}"] : Array.Empty<string>(),
        ]);
        await world._app.StartAsync();
        world.Admin = new HttpClient { BaseAddress = world.Address, Timeout = TimeSpan.FromMinutes(2) };
        world.Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", world._key);
        world.Browser = new HttpClient(new SocketsHttpHandler { UseCookies = true }) { BaseAddress = world.Address, Timeout = TimeSpan.FromMinutes(2) };
        return world;
    }

    /// <summary>The users come as an administrator brings them: a file is checked, then applied.</summary>
    /// <param name="plan">How many there are.</param>
    /// <param name="enabled">Whether they are switched on: then their calendars begin to be read meanwhile.</param>
    public async Task<ImportTimes> ImportAsync(PagesPlan plan, bool enabled)
    {
        var file = new StringBuilder("Email Address,Display Name,Enabled,preferredWebExSite\n");
        for (var number = 0; number < plan.Users; number++)
            file.Append(FormattableString.Invariant($"{PagesPlan.UserMail(number)},Person {number} Bench,{enabled},company.webex.com\n"));
        var began = TimeProvider.System.GetTimestamp();
        using var asked = await Admin.PostAsync("api/users/imports", new StringContent(file.ToString(), Encoding.UTF8, "text/csv"));
        asked.EnsureSuccessStatusCode();
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await StateAsync(id, "checked");
        var check = TimeProvider.System.GetElapsedTime(began);
        began = TimeProvider.System.GetTimestamp();
        using var applied = await Admin.PostAsync($"api/users/imports/{id}/apply", null);
        applied.EnsureSuccessStatusCode();
        await StateAsync(id, "done");
        return new ImportTimes(check.TotalSeconds, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>
    /// Rooms with a panel each, meetings, two connectors; all users are enabled in the lists, one room and one user of a hundred have a problem,
    /// <c>@meet</c> books in TMS, and some rooms are read from calendars.
    /// </summary>
    /// <returns>What has more than a row in the lists.</returns>
    public async Task<LivingPart> FillAsync(PagesPlan plan)
    {
        var catalog = _app!.Services.GetRequiredService<Catalog>();
        await WorldSetup.EachAsync(plan.Rooms, number => catalog.PutWorkspaceAsync(
            new WorkspaceRow { Mail = PagesPlan.RoomMail(number), DisplayName = $"Room {number}", CalendarEnabled = true, Problem = Problem(number) }));
        await WorldSetup.EachAsync(plan.Users, number => catalog.PutUserAsync(
            new UserRow { Mail = PagesPlan.UserMail(number), DisplayName = $"Person {number} Bench", Enabled = true, Problem = Problem(number) }));
        _panels = await PanelFill.PutAsync(_app.Services, plan);
        Output.Say("rooms, users and panels are in the lists");
        var meetings = await _rooms!.FillAsync(Admin);
        Output.Say($"{meetings.Count} meetings were read from calendars");
        await MeetingFill.PutAsync(_app.Services.GetRequiredService<CatalogDatabase>(), plan);
        const string connector = "connector-a.bench.example";
        foreach (var host in new[] { connector, "connector-b.bench.example" })
            (await Admin.PostAsJsonAsync("api/connectors", new { host, displayName = host })).EnsureSuccessStatusCode().Dispose();
        await BookMeetInTmsAsync();
        var audit = await Admin.GetFromJsonAsync<JsonElement>("api/audit?top=500");
        return LivingRooms.Part(meetings, connector, await CheckWrongAsync(plan), audit.GetProperty("next").GetString()!);
    }

    /// <summary>A file with more problems than are shown.</summary>
    /// <returns>The id of the import that was checked.</returns>
    private async Task<string> CheckWrongAsync(PagesPlan plan)
    {
        var file = new StringBuilder("Email Address,Display Name,Enabled,preferredWebExSite\n");
        for (var number = 0; number < plan.Users / 10; number++)
            file.Append(FormattableString.Invariant($"{PagesPlan.UserMail(number)},Person {number} Anew,perhaps,company\n"));
        using var asked = await Admin.PostAsync("api/users/imports", new StringContent(file.ToString(), Encoding.UTF8, "text/csv"));
        asked.EnsureSuccessStatusCode();
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await StateAsync(id, "checked");
        return id;
    }

    private async Task BookMeetInTmsAsync()
    {
        using var read = await Admin.GetAsync("api/organization");
        var settings = (await read.Content.ReadFromJsonAsync<JsonNode>())!;
        settings["meetAction"] = "tms";
        using var change = new HttpRequestMessage(HttpMethod.Put, "api/organization") { Content = JsonContent.Create(settings) };
        change.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        (await Admin.SendAsync(change)).EnsureSuccessStatusCode().Dispose();
    }

    public async Task SignInAsync()
    {
        var page = await Browser.GetStringAsync("admin/sign-in");
        const string field = "name=\"__RequestVerificationToken\" value=\"";
        var start = page.IndexOf(field, StringComparison.Ordinal) + field.Length;
        var token = page[start..page.IndexOf('"', start)];
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("key", _key), KeyValuePair.Create("returnUrl", "/admin/rooms"), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await Browser.PostAsync("admin/sign-in", form);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Browser.Dispose();
        if (_panels is not null)
            await _panels.DisposeAsync();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        if (_rooms is not null)
            await _rooms.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Problem(int number) =>
        number % 100 == 0 ? "The room leaves 3 meetings unanswered, and devices show only what it accepted: automatic acceptance seems to be off." : null;

    private async Task StateAsync(string id, string wanted)
    {
        for (var state = ""; state != wanted;)
        {
            await Task.Delay(s_look);
            state = (await Admin.GetFromJsonAsync<JsonElement>($"api/users/imports/{id}")).GetProperty("state").GetString()!;
            if (state == "interrupted")
                throw new InvalidOperationException("The import was interrupted.");
        }
    }
}
