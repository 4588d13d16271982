using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Domain.JoinTargets;

/// <summary>Whether an invitation says anything: mail programs wrap even nothing into HTML.</summary>
public static class InvitationText
{
    /// <summary>No program needs so much to say nothing; what is longer is not parsed for it.</summary>
    private const int LongestEmpty = 16 * 1024;

    public static bool IsPresent(EventBody body) =>
        body.Content.Length > LongestEmpty
        || (body.IsHtml ? HtmlText.Read(body.Content) is var html && (!string.IsNullOrWhiteSpace(html.Text) || html.Hrefs.Count > 0)
            : !string.IsNullOrWhiteSpace(body.Content));
}
