using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>A workspace that gets another mailbox is lost by no failure on the way.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private const string From = "before@contoso.example";
    private const string To = "after@contoso.example";
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly GatewayHost _gateway;

    public MoveTests() => _gateway = new GatewayHost(_time);

    public async ValueTask InitializeAsync()
    {
        await _gateway.InitializeAsync();
        (await _gateway.Admin.PutAsJsonAsync("/api/devices/panel", new { displayName = "Panel" })).EnsureSuccessStatusCode();
        await PutAsync(From, "panel");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task What_a_failure_and_a_restart_interrupt_comes_to_its_end()
    {
        _gateway.Office365.Broken[To] = new InvalidOperationException("Nobody foresaw it.");
        (await MoveAsync(To)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await RoomsAsync()).ShouldBe([From], "it stands in the lists until it has come to the other one");

        await _gateway.RestartAsync(_gateway.Office365.Broken.Clear);

        await UntilAsync(async () => (await RoomsAsync()).SequenceEqual([To]));
        await HoldsTheWorkspaceAsync(To);
    }

    [Fact]
    public async Task The_same_call_goes_on_with_what_failed()
    {
        _gateway.Office365.Broken[To] = new InvalidOperationException("Nobody foresaw it.");
        (await MoveAsync(To)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        _gateway.Office365.Broken.Clear();

        (await MoveAsync(To)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await RoomsAsync()).ShouldBe([To]);
        await HoldsTheWorkspaceAsync(To);
        (await MoveAsync(To)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_mailbox_that_is_another_workspaces_by_an_alias_gets_nothing()
    {
        const string third = "third@contoso.example";
        await PutAsync(third);
        _gateway.Office365.Aliases[To] = third;

        var refused = await MoveAsync(To);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("lead to the same one");
        (await RoomsAsync()).ShouldBe([From, third]);
        await HoldsTheWorkspaceAsync(From);
    }

    [Theory]
    [InlineData("primary@contoso.example", "another address of the mailbox primary@contoso.example")]
    [InlineData(From, "lead to the same one")]
    public async Task A_workspace_moves_to_the_primary_address_of_a_mailbox_alone(string primary, string told)
    {
        _gateway.Office365.Aliases[To] = primary;

        var refused = await MoveAsync(To);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        (problem.GetProperty("workspace").GetString(), problem.GetProperty("detail").GetString()!.Contains(told, StringComparison.Ordinal)).ShouldBe((primary, true));
        (await RoomsAsync()).ShouldBe([From]);
        await HoldsTheWorkspaceAsync(From);
    }

    private async Task HoldsTheWorkspaceAsync(string mail)
    {
        var settings = await _gateway.Admin.GetFromJsonAsync<JsonElement>($"/api/workspaces/{mail}");
        (settings.GetProperty("displayName").GetString(), settings.GetProperty("calendarEnabled").GetBoolean(), settings.GetProperty("startBufferMinutes").GetInt32(),
            settings.GetProperty("devices").EnumerateArray().Single().GetString()).ShouldBe(("Room", true, 7, "panel"));
        (await _gateway.Admin.GetStringAsync("/api/devices")).ShouldContain($"\"workspace\":\"{mail}\"");
    }

    private async Task<string[]> RoomsAsync() =>
        [.. (await _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/workspaces")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("mail").GetString()!)];

    private Task<HttpResponseMessage> MoveAsync(string mailbox) => _gateway.Admin.PostAsJsonAsync($"/api/workspaces/{From}/move", new { mailbox });

    private async Task PutAsync(string mail, params string[] devices) => (await _gateway.Admin.PutAsJsonAsync(
        $"/api/workspaces/{mail}", new { displayName = "Room", calendarEnabled = true, devices, startBufferMinutes = 7 })).EnsureSuccessStatusCode();

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            tries.ShouldBeLessThan(3000);
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
