using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Tests.Devices;

/// <summary>Whoever holds a token that counts no more hears nothing more.</summary>
public sealed class RevocationTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_stream_ends_when_the_device_is_activated_anew()
    {
        var (device, token) = await gateway.MakeDeviceAsync("anew");
        await using var stream = await DeviceClient.OpenAsync(gateway, "anew", token);
        await stream.NextNewsAsync();

        var fresh = await ActivateAsync("anew");

        await EndsAsync(stream);
        await device.Show("""{"Bookings":[{"Id":"secret"}]}""");
        (await device.GetStatus())!.Subscribers.ShouldBe(0);
        await using var own = await DeviceClient.OpenAsync(gateway, "anew", fresh);
        (await own.NextNewsAsync()).EventId.ShouldBe("1");
    }

    [Fact]
    public async Task A_stream_ends_when_the_device_is_removed()
    {
        var (_, token) = await gateway.MakeDeviceAsync("removed");
        await using var stream = await DeviceClient.OpenAsync(gateway, "removed", token);
        await stream.NextNewsAsync();

        (await gateway.Admin.DeleteAsync("/api/devices/removed")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await EndsAsync(stream);
        (await gateway.Admin.GetAsync("/api/devices/removed")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gateway.Admin.DeleteAsync("/api/devices/removed")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var listed = await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/devices?top=500");
        listed.GetProperty("items").EnumerateArray().ShouldNotContain(row => row.GetProperty("id").GetString() == "removed");
    }

    [Fact]
    public async Task A_device_in_a_workspace_is_not_removed()
    {
        await gateway.MakeDeviceAsync("placed");
        (await gateway.Admin.PutAsJsonAsync("/api/workspaces/vitosha@contoso.example", new { devices = new[] { "placed" } })).EnsureSuccessStatusCode();

        var refused = await gateway.Admin.DeleteAsync("/api/devices/placed");

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("workspace").GetString().ShouldBe("vitosha@contoso.example");
        (await gateway.Admin.PutAsJsonAsync("/api/workspaces/vitosha@contoso.example", new { devices = Array.Empty<string>() })).EnsureSuccessStatusCode();
        (await gateway.Admin.DeleteAsync("/api/devices/placed")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>A call to a gateway may get lost: then the renewal of the lease tells.</summary>
    [Fact]
    public async Task A_subscriber_with_an_old_token_is_not_renewed()
    {
        var (device, token) = await gateway.MakeDeviceAsync("lost-call");
        var deaf = new DeafObserver();
        var reference = gateway.Grains.CreateObjectReference<IDeviceObserver>(deaf);
        (await device.Subscribe(reference, token)).ShouldNotBeNull();

        (await device.Activate(await gateway.MakeCodeAsync("lost-call"))).ShouldNotBeNull();

        (await device.Subscribe(reference, token)).ShouldBeNull();
        (await device.GetStatus())!.Subscribers.ShouldBe(0);
        GC.KeepAlive(deaf);
    }

    private static async Task EndsAsync(DeviceClient stream)
    {
        while (await stream.NextAsync() is { } item)
            item.EventType.ShouldBe("heartbeat");
    }

    private async Task<string> ActivateAsync(string id)
    {
        var answer = await gateway.Anyone.PostAsJsonAsync($"/devices/{id}/activation", new { code = await gateway.MakeCodeAsync(id) });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    private sealed class DeafObserver : IDeviceObserver
    {
        public Task Show(DeviceList list) => Task.CompletedTask;

        public Task Alert(JoinAlert alert) => Task.CompletedTask;

        public Task Revoked() => Task.CompletedTask;

        public Task Moved() => Task.CompletedTask;
    }
}
