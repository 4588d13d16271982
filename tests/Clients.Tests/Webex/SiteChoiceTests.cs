using HybridCalendar.Clients.Tests.Testing;
using HybridCalendar.Clients.Webex;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Clients.Tests.Webex;

/// <summary>Which site a meeting is on when Webex does not tell the one that its host prefers.</summary>
public sealed class SiteChoiceTests
{
    private const string Anna = "anna@contoso.example";
    private const string Sites = "meetingPreferences/sites";
    private const string Room = "meetingPreferences/personalMeetingRoom";

    [Theory]
    [InlineData(403, null, "usual.webex.com", "usual.webex.com")]
    [InlineData(404, null, "usual.webex.com", "usual.webex.com")]
    [InlineData(403, "given.webex.com", "usual.webex.com", "given.webex.com")]
    [InlineData(404, "given.webex.com", null, "given.webex.com")]
    public async Task The_default_site_is_taken(int status, string? given, string? usual, string expected)
    {
        using var time = new ManualTime();
        await using var webex = await StartAsync(status);
        using var services = Build(webex, time, usual);

        (await services.GetRequiredService<IWebexMeetings>().GetPersonalRoomAsync(Anna, defaultSiteUrl: given)).ShouldBeNull();

        webex.To(Room).ShouldHaveSingleItem().Query["siteUrl"].ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task Without_a_default_site_it_is_not_guessed()
    {
        using var time = new ManualTime();
        await using var webex = await StartAsync(403);
        using var services = Build(webex, time, usual: null);

        var refusal = await Should.ThrowAsync<WebexException>(() => services.GetRequiredService<IWebexMeetings>().GetPersonalRoomAsync(Anna));

        refusal.Error.ShouldBe(WebexError.AccessDenied);
        webex.To(Room).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_site_is_not_taken_for_preferred_because_Webex_is_away()
    {
        using var time = new ManualTime();
        await using var webex = await StartAsync(503);
        using var services = Build(webex, time, "usual.webex.com");

        var failure = await Should.ThrowAsync<WebexException>(() => services.GetRequiredService<IWebexMeetings>().GetPersonalRoomAsync(Anna));

        failure.IsTransient.ShouldBeTrue();
        webex.To(Room).ShouldBeEmpty();
    }

    private static Task<HttpScript> StartAsync(int status) => HttpScript.StartAsync(
        context => context.JsonAsync("{}", context.Request.Path.Value!.Contains(Sites, StringComparison.Ordinal) ? status : 404));

    private static ServiceProvider Build(HttpScript webex, TimeProvider time, string? usual) => ClientServices.Build(time, new Dictionary<string, string?>
    {
        ["Webex:BaseUrl"] = webex.Url + "/v1",
        ["Webex:AccessToken"] = "fixed",
        ["Webex:Attempts"] = "1",
        ["Webex:DefaultSiteUrl"] = usual,
    });
}
