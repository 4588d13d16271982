using System.Text.Json.Nodes;
using HybridCalendar.Clients.Json;
using HybridCalendar.Domain.Recurrence;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Clients.Webex;

/// <inheritdoc cref="IWebexMeetings"/>
internal sealed class WebexMeetings(WebexSender sender, WebexSpaces spaces, PreferredSites sites, IOptions<WebexOptions> options, TimeProvider time) : IWebexMeetings
{
    private const int LongestTitle = 128;
    private const int LongestTag = 64;

    public async Task<MeetingJoinDetails?> GetPersonalRoomAsync(
        string userEmail, string? siteUrl = null, string? defaultSiteUrl = null, CancellationToken cancel = default)
    {
        try
        {
            // Without a site Webex takes the one of the caller, a service app, and not the user's.
            return await OnSiteAsync(userEmail, siteUrl, defaultSiteUrl, site => FetchPersonalRoomAsync(userEmail, site, cancel), cancel);
        }
        catch (WebexException e) when (e.Error == WebexError.NotFound)
        {
            return null;
        }
    }

    public Task<MeetingJoinDetails> CreateSpaceAsync(string title, string tag, CancellationToken cancel = default)
    {
        RequireTag(tag);
        return spaces.CreateAsync(title, tag, cancel);
    }

    public Task<int> AddMembersAsync(string spaceId, IReadOnlyCollection<string> emails, CancellationToken cancel = default) =>
        spaces.AddMembersAsync(spaceId, emails, cancel);

    public async Task<MeetingJoinDetails> CreateMeetingAsync(OneTimeMeetingRequest request, CancellationToken cancel = default)
    {
        RequireTag(request.IntegrationTag);
        var (first, last) = (Instant.Min(request.Start, request.AskedFrom ?? request.Start), Instant.Max(request.Start, request.AskedTo ?? request.Start));
        if (await FindByTagAsync(request.IntegrationTag, request.HostEmail, first, last, cancel) is { } made)
            return made;
        var body = Describe(request, mayMoveStart: true);
        body["hostEmail"] = request.HostEmail;
        body["integrationTags"] = new JsonArray(request.IntegrationTag);
        // The room's device lets people in when the host is late.
        body["enabledJoinBeforeHost"] = true;
        body["joinBeforeHostMinutes"] = 5;
        body["allowAuthenticatedDevices"] = true;
        return await OnSiteAsync(request.HostEmail, request.SiteUrl, request.DefaultSiteUrl, site => MakeAsync(body, site, cancel), cancel);
    }

    public async Task<MeetingJoinDetails?> UpdateMeetingAsync(string meetingId, OneTimeMeetingRequest request, CancellationToken cancel = default)
    {
        var body = Describe(request, mayMoveStart: false);
        body["hostEmail"] = request.HostEmail;
        try
        {
            return await sender.SendAsync(
                new WebexRequest("meeting.update", HttpMethod.Patch, $"meetings/{Uri.EscapeDataString(meetingId)}", body),
                (root, _) => JoinDetailsReader.ReadMeeting(new LenientObject(root, "", [])),
                cancel);
        }
        catch (WebexException e) when (e.Error == WebexError.NotFound)
        {
            return null;
        }
    }

    public async Task DeleteMeetingAsync(string meetingId, string hostEmail, CancellationToken cancel = default)
    {
        var path = WebexRequest.Query($"meetings/{Uri.EscapeDataString(meetingId)}", ("hostEmail", hostEmail), ("sendEmail", "false"));
        try
        {
            await sender.SendAsync(new WebexRequest("meeting.delete", HttpMethod.Delete, path), (_, _) => true, cancel);
        }
        catch (WebexException e) when (e.Error == WebexError.NotFound)
        {
            // Somebody was faster, or an earlier try got through: it is deleted.
        }
    }

    public Task<MeetingJoinDetails?> FindByTagAsync(string integrationTag, string hostEmail, Instant first, Instant last, CancellationToken cancel = default)
    {
        var day = Duration.FromDays(1);
        var path = WebexRequest.Query("meetings",
            ("meetingType", "meetingSeries"),
            ("current", "false"),
            ("hostEmail", hostEmail),
            ("integrationTag", integrationTag),
            ("from", InstantPattern.General.Format(first - day)),
            ("to", InstantPattern.General.Format(last + day)),
            ("max", "100"));
        return sender.SendAsync(new WebexRequest("meetings.find", HttpMethod.Get, path), (root, _) =>
        {
            foreach (var meeting in new LenientObject(root, "", []).Objects("items"))
            {
                if (meeting.Strings("integrationTags").Contains(integrationTag))
                    return JoinDetailsReader.ReadMeeting(meeting);
            }
            return null;
        }, cancel);
    }

    private Task<MeetingJoinDetails> FetchPersonalRoomAsync(string userEmail, string? site, CancellationToken cancel) => sender.SendAsync(
        new WebexRequest(
            "personalRoom.get", HttpMethod.Get,
            WebexRequest.Query("meetingPreferences/personalMeetingRoom", ("userEmail", userEmail), ("siteUrl", site))),
        (root, _) => JoinDetailsReader.ReadPersonalRoom(new LenientObject(root, "", [])),
        cancel);

    private Task<MeetingJoinDetails> MakeAsync(JsonObject body, string? site, CancellationToken cancel)
    {
        body.Remove("siteUrl");
        if (site is not null)
            body["siteUrl"] = site;
        return sender.SendAsync(
            new WebexRequest("meeting.create", HttpMethod.Post, "meetings", body) { IsRepeatable = false },
            (root, _) => JoinDetailsReader.ReadMeeting(new LenientObject(root, "", [])),
            cancel);
    }

    /// <summary>Makes a call about a user's site. Where Webex refuses one that he preferred a while ago, he is asked again, and the call made once more.</summary>
    private async Task<T> OnSiteAsync<T>(string userEmail, string? site, string? defaultSite, Func<string?, Task<T>> call, CancellationToken cancel)
    {
        var (chosen, isRemembered) = await ChooseSiteAsync(userEmail, site, defaultSite, cancel);
        try
        {
            return await call(chosen);
        }
        catch (WebexException e) when (isRemembered && e.Error is WebexError.NotFound or WebexError.AccessDenied or WebexError.Invalid)
        {
            sites.Forget(userEmail);
            var (now, _) = await ChooseSiteAsync(userEmail, site, defaultSite, cancel);
            if (now == chosen)
                throw;
            return await call(now);
        }
    }

    private async Task<(string? Site, bool IsRemembered)> ChooseSiteAsync(string userEmail, string? site, string? defaultSite, CancellationToken cancel)
    {
        if (site is not null)
            return (site, false);
        var usual = defaultSite ?? options.Value.DefaultSiteUrl;
        try
        {
            var (preferred, isRemembered) = await sites.GetAsync(userEmail, cancel);
            return (preferred ?? usual, isRemembered);
        }
        catch (WebexException e) when (usual is not null && e.Error is WebexError.NotFound or WebexError.AccessDenied)
        {
            // Only what the user prefers is not told: whether there can be a meeting says the call that makes it.
            return (usual, false);
        }
    }

    private JsonObject Describe(OneTimeMeetingRequest request, bool mayMoveStart)
    {
        var body = new JsonObject { ["title"] = WebexText.Cut(request.Title, LongestTitle), ["sendEmail"] = false };
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        if (request.Start <= now && !mayMoveStart)
            return body;
        var (start, end) = MeetingTimes.Fit(request.Start, request.End, request.Recurrence is null ? now : null);
        body["start"] = InstantPattern.General.Format(start);
        body["end"] = InstantPattern.General.Format(end);
        body["timezone"] = request.TimeZone;
        var recurrence = request.Recurrence is { } rule
            ? WebexRecurrence.Fit(rule, start, end, request.LastEnd, request.TimeZone)
            : WebexRecurrence.Daily(start, end, request.LastEnd ?? request.End, request.TimeZone);
        if (recurrence is not null)
            body["recurrence"] = recurrence;
        return body;
    }

    private static void RequireTag(string tag)
    {
        if (tag.Length is 0 or > LongestTag)
            throw new ArgumentException($"The tag must have 1 to {LongestTag} characters.", nameof(tag));
    }
}
