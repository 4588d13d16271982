using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using Microsoft.AspNetCore.Mvc;

namespace HybridCalendar.Gateway.JoinRules;

/// <summary>An invitation to try the rules on. Nothing of it is kept or logged.</summary>
/// <param name="Location">What stands in the location.</param>
/// <param name="Body">The text.</param>
/// <param name="IsHtml">Whether the text is HTML; absent to see by itself.</param>
/// <param name="OnlineMeetingUrl">The link of the structured online meeting; absent for none.</param>
internal sealed record InvitationProbe(string Location = "", string Body = "", bool? IsHtml = null, string? OnlineMeetingUrl = null)
{
    /// <summary>For forms with an invitation: twice as long a text in any script as rules are tried on.</summary>
    public static readonly RequestSizeLimitAttribute SizeLimit = new(1024 * 1024);

    public JoinTargetSearch Find(JoinRuleSet rules) => JoinTargetFinder.Find(
        new CalendarEvent
        {
            Location = Location,
            Body = new EventBody(IsHtml ?? LooksLikeHtml(Body), Body),
            OnlineMeetingUrl = string.IsNullOrWhiteSpace(OnlineMeetingUrl) ? null : OnlineMeetingUrl.Trim(),
        },
        rules);

    private static bool LooksLikeHtml(string body) =>
        body.Contains("</", StringComparison.Ordinal) || body.Contains("<br", StringComparison.OrdinalIgnoreCase) || body.Contains("/>", StringComparison.Ordinal);
}
