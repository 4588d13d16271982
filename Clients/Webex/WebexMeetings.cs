using System.Text.Json.Nodes;
using HybridCalendar.Clients.Json;
using HybridCalendar.Domain.Recurrence;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;

namespace HybridCalendar.Clients.Webex;

/// <inheritdoc cref="IWebexMeetings"/>
internal sealed class WebexMeetings(WebexSender sender, WebexSpaces spaces, IOptions<WebexOptions> options, TimeProvider time) : IWebexMeetings
{
    private const int LongestTitle = 128;
    private const int LongestTag = 64;

    public async Task<MeetingJoinDetails?> GetPersonalRoomAsync(
        string userEmail, string? siteUrl = null, string? defaultSiteUrl = null, CancellationToken cancel = default)
    {
        try
        {
            // Without a site Webex takes the one of the caller, a service app, and not the user's.
            var site = await ChooseSiteAsync(userEmail, siteUrl, defaultSiteUrl, cancel);
            var path = WebexRequest.Query("meetingPreferences/personalMeetingRoom", ("userEmail", userEmail), ("siteUrl", site));
            return await sender.SendAsync(
                new WebexRequest("personalRoom.get", HttpMethod.Get, path),
                (root, _) => JoinDetailsReader.ReadPersonalRoom(new LenientObject(root, "", [])),
                cancel);
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
        body["siteUrl"] = await ChooseSiteAsync(request.HostEmail, request.SiteUrl, request.DefaultSiteUrl, cancel);
        body["integrationTags"] = new JsonArray(request.IntegrationTag);
        // The room's device lets people in when the host is late.
        body["enabledJoinBeforeHost"] = true;
        body["joinBeforeHostMinutes"] = 5;
        body["allowAuthenticatedDevices"] = true;
        if (body["siteUrl"] is null)
            body.Remove("siteUrl");
        return await sender.SendAsync(
            new WebexRequest("meeting.create", HttpMethod.Post, "meetings", body) { IsRepeatable = false },
            (root, _) => JoinDetailsReader.ReadMeeting(new LenientObject(root, "", [])),
            cancel);
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

    private async Task<string?> ChooseSiteAsync(string userEmail, string? site, string? defaultSite, CancellationToken cancel)
    {
        if (site is not null)
            return site;
        var usual = defaultSite ?? options.Value.DefaultSiteUrl;
        try
        {
            return await GetPreferredSiteAsync(userEmail, cancel) ?? usual;
        }
        catch (WebexException e) when (usual is not null && e.Error is WebexError.NotFound or WebexError.AccessDenied)
        {
            // Only what the user prefers is not told: whether there can be a meeting says the call that makes it.
            return usual;
        }
    }

    private Task<string?> GetPreferredSiteAsync(string userEmail, CancellationToken cancel)
    {
        var path = WebexRequest.Query("meetingPreferences/sites", ("userEmail", userEmail));
        return sender.SendAsync(new WebexRequest("sites.list", HttpMethod.Get, path), (root, _) =>
        {
            foreach (var site in new LenientObject(root, "", []).Objects("sites"))
            {
                if (site.Boolean("default") == true)
                    return site.String("siteUrl");
            }
            return null;
        }, cancel);
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
        if (request.Recurrence is not null)
            body["recurrence"] = WebexRecurrence.Fit(request.Recurrence, start, request.TimeZone);
        return body;
    }

    private static void RequireTag(string tag)
    {
        if (tag.Length is 0 or > LongestTag)
            throw new ArgumentException($"The tag must have 1 to {LongestTag} characters.", nameof(tag));
    }
}
