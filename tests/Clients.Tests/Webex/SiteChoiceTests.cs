using HybridCalendar.Clients.Tests.Testing;
using HybridCalendar.Clients.Webex;
using Microsoft.AspNetCore.Http;
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

    [Fact]
    public async Task What_a_user_prefers_is_asked_for_once_an_hour()
    {
        using var time = new ManualTime();
        await using var webex = await HttpScript.StartAsync(context => AnswerAsync(context, () => "first.webex.com"));
        using var services = Build(webex, time, usual: null);
        var meetings = services.GetRequiredService<IWebexMeetings>();

        for (var i = 0; i < 3; i++)
            (await meetings.GetPersonalRoomAsync(Anna)).ShouldNotBeNull();
        (await meetings.GetPersonalRoomAsync("boris@contoso.example")).ShouldNotBeNull();
        webex.To(Sites).Count.ShouldBe(2);

        time.Advance(TimeSpan.FromMinutes(59));
        await meetings.GetPersonalRoomAsync(Anna.ToUpperInvariant());
        webex.To(Sites).Count.ShouldBe(2);

        time.Advance(TimeSpan.FromMinutes(2));
        await meetings.GetPersonalRoomAsync(Anna);
        webex.To(Sites).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_site_that_Webex_refuses_since_the_user_prefers_another_is_given_up_at_once()
    {
        using var time = new ManualTime();
        var preferred = "first.webex.com";
        await using var webex = await HttpScript.StartAsync(context => AnswerAsync(context, () => preferred));
        using var services = Build(webex, time, usual: null);
        var meetings = services.GetRequiredService<IWebexMeetings>();
        (await meetings.GetPersonalRoomAsync(Anna)).ShouldNotBeNull();

        preferred = "second.webex.com";

        (await meetings.GetPersonalRoomAsync(Anna)).ShouldNotBeNull();
        webex.To(Room).Select(request => request.Query["siteUrl"].ToString()).ShouldBe(["first.webex.com", "first.webex.com", "second.webex.com"]);
        webex.To(Sites).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_site_that_is_refused_and_still_preferred_is_refused()
    {
        using var time = new ManualTime();
        var isThere = true;
        await using var webex = await HttpScript.StartAsync(context => AnswerAsync(context, () => "first.webex.com", isThere));
        using var services = Build(webex, time, usual: null);
        var meetings = services.GetRequiredService<IWebexMeetings>();
        (await meetings.GetPersonalRoomAsync(Anna)).ShouldNotBeNull();

        isThere = false;

        (await meetings.GetPersonalRoomAsync(Anna)).ShouldBeNull();
        webex.To(Room).Count.ShouldBe(2);
        webex.To(Sites).Count.ShouldBe(2);
    }

    /// <summary>There are personal rooms on the site that is preferred alone.</summary>
    private static Task AnswerAsync(HttpContext context, Func<string> preferred, bool isThere = true) =>
        context.Request.Path.Value!.Contains(Sites, StringComparison.Ordinal)
            ? context.JsonAsync($$"""{"sites":[{"siteUrl":"other.webex.com"},{"siteUrl":"{{preferred()}}","default":true}]}""")
            : isThere && context.Request.Query["siteUrl"] == preferred()
                ? context.JsonAsync($$"""{"personalMeetingRoomLink":"https://{{preferred()}}/meet/anna","sipAddress":"anna@{{preferred()}}"}""")
                : context.JsonAsync("{}", 404);

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
