using HybridCalendar.Clients;

namespace HybridCalendar.Grains.Series;

/// <summary>A personal room that an administrator gave by its link, <c>https://company.webex.com/meet/name</c> or without the scheme.</summary>
public static class PersonalRoomLink
{
    /// <returns>The room's join details, or null when the text is no such link.</returns>
    public static MeetingJoinDetails? Read(string text)
    {
        var link = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            return null;
        if (!uri.Host.EndsWith(".webex.com", StringComparison.OrdinalIgnoreCase) || uri.Query.Length > 0)
            return null;
        return uri.AbsolutePath.Trim('/').Split('/') is ["meet" or "join", { Length: > 0 } name]
            ? new MeetingJoinDetails { JoinLink = $"https://{uri.Host}/meet/{name}", SipAddress = $"{name}@{uri.Host}" }
            : null;
    }
}
