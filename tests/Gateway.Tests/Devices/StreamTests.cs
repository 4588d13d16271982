using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Devices;

namespace HybridCalendar.Gateway.Tests.Devices;

public sealed class StreamTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string One = """{"Bookings":[{"Id":"one"}]}""";
    private const string Two = """{"Bookings":[{"Id":"two"}]}""";

    [Fact]
    public async Task The_whole_list_comes_on_connect_and_whenever_it_changes()
    {
        var (device, token) = await gateway.MakeDeviceAsync("lists");
        await using var stream = await DeviceClient.OpenAsync(gateway, "lists", token);
        var first = await stream.NextNewsAsync();
        (first.EventType, first.EventId, first.Data).ShouldBe(("bookings", "0", """{"Bookings":[]}"""));
        await device.Show(One);
        var second = await stream.NextNewsAsync();
        (second.EventType, second.EventId, second.Data).ShouldBe(("bookings", "1", One));
    }

    [Fact]
    public async Task A_device_that_comes_back_up_to_date_gets_no_list()
    {
        var (device, token) = await gateway.MakeDeviceAsync("back");
        await device.Show(One);
        await using var stream = await DeviceClient.OpenAsync(gateway, "back", token, lastEventId: "1");
        (await stream.NextAsync())!.Value.EventType.ShouldBe("heartbeat");
        await device.Show(Two);
        (await stream.NextNewsAsync()).EventId.ShouldBe("2");
    }

    /// <summary>Whoever kept what a device of this id showed before must not take that for the list of the new one.</summary>
    [Fact]
    public async Task A_device_that_was_set_up_anew_counts_on()
    {
        var (old, _) = await gateway.MakeDeviceAsync("anew-list");
        await old.Show(One);
        (await old.Remove()).ShouldBeTrue();
        var (device, token) = await gateway.MakeDeviceAsync("anew-list");
        await using (var empty = await DeviceClient.OpenAsync(gateway, "anew-list", token, lastEventId: "1"))
            (await empty.NextNewsAsync()).Data.ShouldBe("""{"Bookings":[]}""");
        await device.Show(Two);
        await using var stream = await DeviceClient.OpenAsync(gateway, "anew-list", token, lastEventId: "1");
        var first = (await stream.NextAsync())!.Value;
        (first.EventType, first.Data).ShouldBe(("bookings", Two));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("77")]
    [InlineData("nonsense")]
    public async Task A_device_that_shows_another_list_gets_this_one(string lastEventId)
    {
        var (device, token) = await gateway.MakeDeviceAsync($"behind{lastEventId}");
        await device.Show(One);
        await device.Show(Two);
        await using var stream = await DeviceClient.OpenAsync(gateway, $"behind{lastEventId}", token, lastEventId);
        var item = await stream.NextNewsAsync();
        (item.EventId, item.Data).ShouldBe(("2", Two));
    }

    [Fact]
    public async Task An_alert_comes_with_its_booking()
    {
        var (device, token) = await gateway.MakeDeviceAsync("alert");
        await using var stream = await DeviceClient.OpenAsync(gateway, "alert", token);
        await stream.NextNewsAsync();
        await device.Alert(new JoinAlert("one", new DateTimeOffset(2027, 1, 4, 8, 55, 0, TimeSpan.Zero)));
        var alert = await stream.NextNewsAsync();
        alert.EventType.ShouldBe("alert");
        alert.Data.ShouldBe("""{"bookingId":"one","dueAt":"2027-01-04T08:55:00Z"}""");
    }

    [Fact]
    public async Task A_device_that_lost_its_list_gets_it_again()
    {
        var (device, token) = await gateway.MakeDeviceAsync("lost");
        await device.Show(One);
        await using var stream = await DeviceClient.OpenAsync(gateway, "lost", token);
        (await stream.NextNewsAsync()).EventId.ShouldBe("1");
        (await PostAsync("lost", "sync", token, null)).ShouldBe(HttpStatusCode.NoContent);
        (await stream.NextNewsAsync()).EventId.ShouldBe("1");
    }

    [Fact]
    public async Task A_confirmation_shows_in_the_administration()
    {
        var (device, token) = await gateway.MakeDeviceAsync("confirms");
        await device.Show(One);
        (await PostAsync("confirms", "confirmations", token, new { version = 1 })).ShouldBe(HttpStatusCode.NoContent);
        var seen = await gateway.Admin.GetFromJsonAsync<JsonElement>("/api/devices/confirms");
        seen.GetProperty("confirmedVersion").GetInt64().ShouldBe(1);
        seen.GetProperty("list").GetProperty("Bookings")[0].GetProperty("Id").GetString().ShouldBe("one");
    }

    [Fact]
    public async Task The_end_of_a_connection_ends_its_subscription()
    {
        var (device, token) = await gateway.MakeDeviceAsync("leaves");
        await using (var stream = await DeviceClient.OpenAsync(gateway, "leaves", token))
        {
            await stream.NextNewsAsync();
            (await device.GetStatus())!.Subscribers.ShouldBe(1);
        }
        using var deadline = new CancellationTokenSource(GatewayHost.Deadline);
        while ((await device.GetStatus())!.Subscribers > 0)
            await Task.Delay(10, deadline.Token);
    }

    private async Task<HttpStatusCode> PostAsync(string id, string what, string token, object? body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/devices/{id}/{what}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await gateway.Anyone.SendAsync(request)).StatusCode;
    }
}
