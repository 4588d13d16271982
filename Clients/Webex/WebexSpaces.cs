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
    private const int MembersListed = 1000;
    private const int LongestTitle = 256;
    private const string MarkerStart = "Hybrid Calendar ";

    public async Task<MeetingJoinDetails> CreateAsync(string title, string tag, CancellationToken cancel)
    {
        var spaceId = await FindAsync(tag, cancel) ?? await MakeAsync(title, tag, cancel);
        var info = new WebexRequest("space.meetingInfo", HttpMethod.Get, $"rooms/{Uri.EscapeDataString(spaceId)}/meetingInfo");
        return await sender.SendAsync(info, (root, _) => JoinDetailsReader.ReadSpace(new LenientObject(root, "", []), spaceId), cancel);
    }

    public async Task<int> AddMembersAsync(string spaceId, IReadOnlyCollection<string> emails, CancellationToken cancel)
    {
        var members = await ListMembersAsync(spaceId, cancel);
        var leftOut = 0;
        foreach (var email in emails.Distinct(StringComparer.OrdinalIgnoreCase).Where(email => !members.Contains(email)))
        {
            if (!await JoinAsync(spaceId, email, cancel))
                leftOut++;
        }
        return leftOut;
    }

    /// <summary>One page: whoever stands on a later one is answered 409, which is as good.</summary>
    private Task<HashSet<string>> ListMembersAsync(string spaceId, CancellationToken cancel)
    {
        var path = WebexRequest.Query("memberships", ("roomId", spaceId), ("max", $"{MembersListed}"));
        return sender.SendAsync(new WebexRequest("memberships.list", HttpMethod.Get, path), (root, _) =>
            new LenientObject(root, "", []).Objects("items").Select(member => member.String("personEmail")).OfType<string>()
                .ToHashSet(StringComparer.OrdinalIgnoreCase), cancel);
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
