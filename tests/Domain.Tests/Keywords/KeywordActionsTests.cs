using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Domain.Tests.Keywords;

public sealed class KeywordActionsTests
{
    private static readonly KeywordSettings Swapped = new() { Webex = KeywordAction.Space, Meet = KeywordAction.Tms };

    [Theory]
    [InlineData("@webex", KeywordAction.PersonalRoom)]
    [InlineData("@meet", KeywordAction.Space)]
    [InlineData("@meet:foo", KeywordAction.Space)]
    public void A_keyword_alone_does_the_default(string location, KeywordAction action) => Resolve(location, new KeywordSettings()).ShouldBe(action);

    [Theory]
    [InlineData("@webex", KeywordAction.Space)]
    [InlineData("@meet", KeywordAction.Tms)]
    public void An_organization_may_map_both_anew(string location, KeywordAction action) => Resolve(location, Swapped).ShouldBe(action);

    [Theory]
    [InlineData("@webex:myroom", KeywordAction.PersonalRoom)]
    [InlineData("@meet:myroom", KeywordAction.PersonalRoom)]
    [InlineData("@meet:space", KeywordAction.Space)]
    [InlineData("@webex:onetime", KeywordAction.OneTimeMeeting)]
    [InlineData("@meet:onetime", KeywordAction.OneTimeMeeting)]
    public void A_modifier_overrides_the_mapping(string location, KeywordAction action) => Resolve(location, Swapped).ShouldBe(action);

    [Fact]
    public void Only_meet_can_mean_TMS() => Should.Throw<ArgumentException>(() => new KeywordSettings { Webex = KeywordAction.Tms }).Message.ShouldContain("@webex");

    private static KeywordAction Resolve(string location, KeywordSettings settings) => KeywordActions.Resolve(KeywordFinder.Find(location)!, settings);
}
