using HybridCalendar.Domain.Invitations;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;

namespace HybridCalendar.Gateway.Organization;

/// <summary>The join block as it would stand in an invitation, with the details of a meeting that does not exist.</summary>
internal static class BlockPreview
{
    private static readonly JoinDetails s_example = new()
    {
        Platform = MeetingPlatform.Webex,
        JoinLink = "https://company.webex.com/meet/anna",
        VideoAddress = "anna@company.webex.com",
        MeetingNumber = "2345 678 9012",
        Password = "Rila2026",
        NumericPassword = "74522026",
        PhoneNumbers = [new PhoneNumber("+359 2 123 4567", "Sofia")],
    };

    /// <param name="language">A language that the block is written in.</param>
    /// <param name="header">The organization's text above the details.</param>
    /// <param name="footer">The organization's text below them.</param>
    /// <param name="isHtml">Whether it is for an invitation in HTML.</param>
    public static string Write(string language, string header, string footer, bool isHtml) =>
        JoinBlock.Apply(new EventBody(isHtml, ""), s_example, JoinBlockTexts.Choose(locale: null, forced: language), header, footer).Content;
}
