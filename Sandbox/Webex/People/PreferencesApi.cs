using System.Globalization;

namespace HybridCalendar.Sandbox.Webex;

/// <summary><c>/v1/meetingPreferences</c>: the sites of a person and the Personal Room there.</summary>
internal static class PreferencesApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/meetingPreferences/sites", Sites).WithMetadata(WebexScope.Preferences);
        app.MapGet("/v1/meetingPreferences/personalMeetingRoom", PersonalRoom).WithMetadata(WebexScope.Preferences);
    }

    private static IResult Sites(HttpContext context, WebexDirectory directory, string? userEmail)
    {
        var person = WebexCaller.Of(context).ActFor(userEmail, directory);
        return WebexJson.Ok(new { sites = person.Sites.Select(s => new { siteUrl = s, @default = s == person.PreferredSite }) });
    }

    private static IResult PersonalRoom(
        HttpContext context, WebexDirectory directory, WebexSandboxOptions options, string? userEmail, string? siteUrl)
    {
        var caller = WebexCaller.Of(context);
        var person = caller.ActFor(userEmail, directory);
        // Cisco: an admin who names no site gets the admin's default site, not the person's.
        var site = siteUrl ?? (caller.IsAdmin ? options.DefaultSite : person.PreferredSite);
        if (!person.Sites.Contains(site, StringComparer.OrdinalIgnoreCase))
            throw new WebexProblem(StatusCodes.Status404NotFound, "The user has no account on this site.");
        if (!person.HasPersonalRoom) throw new WebexProblem(StatusCodes.Status404NotFound, "The user has no Personal Room on this site.");
        var number = Number($"{person.Email}/{site}");
        return WebexJson.Ok(new
        {
            topic = $"{person.DisplayName}'s Personal Room",
            hostPin = number[^4..],
            enabledAutoLock = false,
            autoLockMinutes = 10,
            enabledNotifyHost = true,
            supportCoHost = true,
            supportAnyoneAsCoHost = false,
            allowFirstUserToBeCoHost = false,
            allowAuthenticatedDevices = false,
            coHosts = Array.Empty<object>(),
            personalMeetingRoomLink = $"https://{site}/meet/{person.UserName}",
            sipAddress = $"{person.UserName}@{site}",
            dialInIpAddress = "198.51.100.10",
            telephony = WebexTelephony.For(number, $"/v1/meetings/{number}/globalCallinNumbers"),
        });
    }

    /// <summary>A Personal Room keeps its access code, so it is made from the name.</summary>
    private static string Number(string name)
    {
        var hash = 2166136261u;
        foreach (var c in name.ToUpperInvariant()) hash = unchecked((hash ^ c) * 16777619u);
        return (1_000_000_000L + hash % 1_000_000_000).ToString(CultureInfo.InvariantCulture);
    }
}
