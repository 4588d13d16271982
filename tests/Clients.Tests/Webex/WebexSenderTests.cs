using HybridCalendar.Clients.Tests.Testing;
using HybridCalendar.Clients.Webex;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HybridCalendar.Clients.Tests.Webex;

public sealed class WebexSenderTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(4);
    private const string Empty = """{"items":[]}""";

    [Fact]
    public async Task A_short_RetryAfter_is_waited_for_and_a_long_one_handed_over()
    {
        var answers = new Queue<string?>(["1", null, "60"]);
        using var time = new ManualTime();
        await using var webex = await HttpScript.StartAsync(context =>
        {
            if (answers.Dequeue() is not { } seconds)
                return context.JsonAsync(Empty);
            context.Response.Headers.RetryAfter = seconds;
            context.Response.Headers["trackingid"] = "T-1";
            return context.JsonAsync("{}", 429);
        });
        using var services = Build(webex, time);
        var devices = services.GetRequiredService<IWebexDevices>();

        var list = devices.ListDevicesAsync();
        time.Advance(await time.WaitForDelayAsync(ShortWait));
        (await list.WaitAsync(Deadline)).ShouldBeEmpty();
        var e = await Should.ThrowAsync<WebexException>(() => devices.ListDevicesAsync());

        (e.Error, e.RetryAfter, e.TrackingId).ShouldBe((WebexError.Throttled, TimeSpan.FromMinutes(1), "T-1"));
        webex.Requests.ShouldAllBe(request => request.Headers["Authorization"] == "Bearer fixed");
    }

    [Fact]
    public async Task Pages_are_followed_within_the_configured_host_only()
    {
        using var time = new ManualTime();
        await using var elsewhere = await HttpScript.StartAsync(context => context.JsonAsync(Empty));
        await using var webex = await HttpScript.StartAsync(context =>
        {
            var host = context.Request.Query.ContainsKey("cursor") ? elsewhere.Url : $"http://{context.Request.Host}";
            context.Response.Headers.Link = $"<{host}/v1/devices?cursor=1>; rel=\"next\"";
            return context.JsonAsync("""{"items":[{"id":"d"}]}""");
        });
        using var services = Build(webex, time);

        var e = await Should.ThrowAsync<WebexException>(() => services.GetRequiredService<IWebexDevices>().ListDevicesAsync());

        e.Error.ShouldBe(WebexError.Invalid);
        webex.Requests.Select(request => request.Target).ShouldBe(["/v1/devices?capability=xapi&max=100", "/v1/devices?cursor=1"]);
        elsewhere.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(401, DeliveryStatus.Refused)]
    [InlineData(403, DeliveryStatus.Refused)]
    [InlineData(400, DeliveryStatus.Refused)]
    [InlineData(404, DeliveryStatus.DeviceUnknown)]
    [InlineData(500, DeliveryStatus.Busy)]
    [InlineData(204, DeliveryStatus.Delivered)]
    [InlineData(202, DeliveryStatus.Delivered)]
    public async Task A_push_is_tried_once_and_ends_in_an_outcome_that_names_nobody(int status, DeliveryStatus expected)
    {
        using var time = new ManualTime();
        await using var webex = await HttpScript.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return status == 204 ? Task.CompletedTask : context.JsonAsync("""{"message":"anna@contoso.example"}""", status);
        });
        using var services = Build(webex, time);

        var outcome = await services.GetRequiredService<IWebexDevices>().PutBookingsAsync("d1", """{"Bookings":[]}""");

        outcome.Status.ShouldBe(expected);
        (outcome.Reason ?? "").ShouldNotContain("contoso");
        webex.Requests.ShouldHaveSingleItem().Body.ShouldBe("""{"deviceId":"d1","arguments":{},"body":{"Bookings":[]}}""");
    }

    [Theory]
    [InlineData("AccessToken", null, "set either AccessToken, or ClientId")]
    [InlineData("ClientId", "c", "ClientId, ClientSecret and RefreshToken belong together")]
    [InlineData("BaseUrl", "http://webexapis.example/v1", "Webex:BaseUrl must use https")]
    [InlineData("DefaultSiteUrl", "https://contoso.webex.com", "Webex:DefaultSiteUrl must be a host name")]
    [InlineData("Attempts", "0", "Webex:Attempts must be between 1 and 10")]
    public async Task A_wrong_setting_is_named(string key, string? value, string message)
    {
        using var time = new ManualTime();
        await using var webex = await HttpScript.StartAsync(context => context.JsonAsync(Empty));
        using var services = Build(webex, time, ("Webex:" + key, value));

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<WebexOptions>>().Value).Message.ShouldContain(message);
    }

    private static ServiceProvider Build(HttpScript webex, TimeProvider time, params (string Key, string? Value)[] changes) => ClientServices.Build(
        time, new Dictionary<string, string?> { ["Webex:BaseUrl"] = webex.Url + "/v1", ["Webex:AccessToken"] = "fixed" }, changes);
}
