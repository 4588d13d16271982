using System.Text.RegularExpressions;
using HybridCalendar.Domain.Bookings;
using HybridCalendar.Domain.Health;
using HybridCalendar.Domain.Meetings;
using HybridCalendar.Gateway.Admin;
using NodaTime;

namespace HybridCalendar.Gateway.Tests.Admin;

/// <summary>What is stored in English is told in Bulgarian, whatever numbers and names stand in it.</summary>
public sealed class SentencesTests
{
    private const string Room = "rila@contoso.example";
    private static readonly RoomCopy s_good = new() { Organizer = "anna@contoso.example", HasText = true, HasButton = true, Response = ResponseType.Accepted };

    [Fact]
    public void Reasons_for_no_button_are_known() => ShouldBeBulgarian(Enum.GetValues<NoButtonReason>().Select(NoButtonText.Of));

    [Fact]
    public void Names_of_findings_are_known() =>
        Enum.GetNames<HealthCode>().Where(code => Sentences.Bulgarian.Translate(code) is null).ShouldBeEmpty("A timeline tells that they are no longer a problem.");

    [Fact]
    public void Findings_are_known()
    {
        var unanswered = s_good with { Response = ResponseType.NotResponded, Waiting = Duration.FromDays(2) };
        RoomCopy[][] rooms =
        [
            [s_good with { HasText = false, OrganizersHasText = true }, s_good with { HasText = false, HasButton = false }],
            [s_good with { HasText = false, HasButton = false }, s_good with { HasText = false, HasButton = false }],
            [s_good with { HasText = false, OrganizersHasText = true }],
            [s_good with { HasOrganizerAsTitle = true }],
            [s_good with { Links = LinkRewriting.Hidden, HasButton = false }],
            [s_good with { Links = LinkRewriting.Hidden }],
            [unanswered],
            [unanswered with { Organizer = "zoe@fabrikam.example" }],
            [s_good with { Response = ResponseType.TentativelyAccepted }],
        ];
        var findings = rooms.SelectMany((copies, index) => RoomHealth.Judge(Room, copies, declinedBeyondWindow: index, Duration.FromHours(1))).ToList();
        findings.Select(finding => finding.Code).Distinct().Count().ShouldBe(8);
        ShouldBeBulgarian(findings.Concat(UserHealth.Judge(3, "Europe/Sofia", "UTC")).Select(finding => finding.Text));
    }

    [Fact]
    public void Numbers_names_and_moments_stay_and_things_are_counted_in_Bulgarian()
    {
        var told = Sentences.Bulgarian.Translate(
            $"New: the meeting of 2026-05-04 06:00:00Z gets no Join button. {NoButtonText.Of(NoButtonReason.Declined)}")!;
        told.ShouldContain("2026-05-04 06:00:00Z");
        told.ShouldContain("Стаята отказа поканата");
        Sentences.Bulgarian.Translate("3 meetings of organizers whose mailboxes are not watched got no button for it.")!.ShouldContain("3 срещи");
    }

    [Theory]
    [InlineData("A sentence that nobody knows.")]
    [InlineData("The meeting is over. And more that nobody knows.")]
    [InlineData("Somebody talks of meetings")]
    [InlineData("")]
    public void What_is_not_known_as_a_whole_is_left(string text) => Sentences.Bulgarian.Translate(text).ShouldBeNull();

    private static void ShouldBeBulgarian(IEnumerable<string> english)
    {
        foreach (var said in english.Distinct())
        {
            var text = Sentences.Bulgarian.Translate(said).ShouldNotBeNull(said);
            Regex.IsMatch(text, @"\p{IsCyrillic}{3}").ShouldBeTrue(text);
            // English words that stay are names of settings and products.
            Regex.IsMatch(text, @"\b(the|is|was|meetings?)\b").ShouldBeFalse(text);
        }
    }
}
