using System.Text.Json.Nodes;
using HybridCalendar.Clients.Json;

namespace HybridCalendar.Clients.Webex;

/// <summary>
/// Makes a meeting's space once. The REST API finds a space neither by title nor by key, but gives its description back: the
/// tag stands there. A repeated attempt follows the first one soon, so it is enough to look through the newest spaces.
/// </summary>
internal sealed class WebexSpaces(WebexSender sender)
{
    private const int SpacesSearched = 1000;
    private const int LongestTitle = 256;
    private const string MarkerStart = "Hybrid Calendar ";

    public async Task<WebexSpace> CreateAsync(string title, IReadOnlyCollection<string> memberEmails, string tag, CancellationToken cancel)
    {
        var spaceId = await FindAsync(tag, cancel) ?? await MakeAsync(title, tag, cancel);
        var leftOut = 0;
        foreach (var email in memberEmails.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!await JoinAsync(spaceId, email, cancel))
                leftOut++;
        }
        var info = new WebexRequest("space.meetingInfo", HttpMethod.Get, $"rooms/{Uri.EscapeDataString(spaceId)}/meetingInfo");
        var details = await sender.SendAsync(info, (root, _) => JoinDetailsReader.ReadSpace(new LenientObject(root, "", []), spaceId), cancel);
        return new WebexSpace(details, leftOut);
    }

    private Task<string?> FindAsync(string tag, CancellationToken cancel)
    {
        var path = WebexRequest.Query("rooms", ("type", "group"), ("sortBy", "created"), ("max", $"{SpacesSearched}"));
        return sender.SendAsync(new WebexRequest("spaces.list", HttpMethod.Get, path), (root, _) =>
        {
            foreach (var space in new LenientObject(root, "", []).Objects("items"))
            {
                if (space.String("description") == MarkerStart + tag)
                    return space.String("id");
            }
            return null;
        }, cancel);
    }

    private Task<string> MakeAsync(string title, string tag, CancellationToken cancel)
    {
        var body = new JsonObject { ["title"] = WebexText.Cut(title, LongestTitle), ["description"] = MarkerStart + tag };
        var request = new WebexRequest("space.create", HttpMethod.Post, "rooms", body) { IsRepeatable = false };
        return sender.SendAsync(request, (root, _) =>
            new LenientObject(root, "", []).String("id") ?? throw new WebexException(WebexError.Invalid, "space.create: the answer has no id."), cancel);
    }

    /// <returns>False when Webex does not take this person as a member.</returns>
    private async Task<bool> JoinAsync(string spaceId, string email, CancellationToken cancel)
    {
        var body = new JsonObject { ["roomId"] = spaceId, ["personEmail"] = email };
        try
        {
            return await sender.SendAsync(new WebexRequest("membership.create", HttpMethod.Post, "memberships", body), (_, _) => true, cancel);
        }
        catch (WebexException e) when (e.Status == 409)
        {
            return true;
        }
        catch (WebexException e) when (e.Status is 400 or 403 or 404)
        {
            return false;
        }
    }
}
