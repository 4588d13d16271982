using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.JoinTargets;
using HybridCalendar.Domain.Meetings;
using NodaTime;

namespace HybridCalendar.Domain.Tests.Health;

public sealed class RoomCopyTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("<html><head><style>p { margin: 0 }</style></head><body><p>&nbsp;</p><br></body></html>", false)]
    [InlineData("<html><body><p>x</p></body></html>", true)]
    [InlineData("<a href=\"https://company.webex.com/meet/anna\"></a>", true)]
    public void Html_without_words_and_links_is_no_text(string html, bool isPresent) =>
        InvitationText.IsPresent(new EventBody(true, html)).ShouldBe(isPresent);

    [Theory]
    [InlineData("Anna Ivanova", true)]
    [InlineData("anna ivanova ", true)]
    [InlineData("Anna Ivanova Plan", true)]
    [InlineData("Anna Ivanovas farewell", false)]
    [InlineData("Plan", false)]
    public void The_organizers_name_as_title_is_seen(string subject, bool isReplaced) =>
        RoomCopy.Of(new CalendarEvent { Subject = subject, Organizer = new Person("Anna Ivanova", "anna@contoso.example") }, null, false, Duration.Zero)
            .HasOrganizerAsTitle.ShouldBe(isReplaced);

    [Theory]
    [InlineData("https://company.webex.com/meet/anna", LinkRewriting.None)]
    [InlineData("https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcompany.webex.com%2Fmeet%2Fanna&data=05", LinkRewriting.Undone)]
    [InlineData("https://protect-eu.mimecast.com/s/Xyz1C2dEf3g4?domain=company.webex.com", LinkRewriting.Hidden)]
    public void Rewritten_links_are_told_by_their_host(string link, LinkRewriting expected)
    {
        RewrittenLinks.In(new EventBody(true, $"<p>Join: <a href=\"{link}\">here</a></p>")).ShouldBe(expected);
        RewrittenLinks.In(new EventBody(false, $"Join: {link} or call")).ShouldBe(expected);
    }

    [Theory]
    [InlineData(ResponseType.NotResponded, false, true)]
    [InlineData(ResponseType.None, false, true)]
    [InlineData(ResponseType.Accepted, false, false)]
    [InlineData(ResponseType.None, true, false)]
    public void Only_others_invitations_wait_for_an_answer(ResponseType response, bool isOrganizer, bool waits) =>
        RoomCopy.IsUnanswered(new CalendarEvent { Response = response, IsOrganizer = isOrganizer }).ShouldBe(waits);
}
