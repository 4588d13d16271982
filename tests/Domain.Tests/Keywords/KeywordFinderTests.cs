using HybridCalendar.Domain.Keywords;

namespace HybridCalendar.Domain.Tests.Keywords;

/// <summary>The keyword counts as a word of its own in the location, and nowhere else.</summary>
public sealed class KeywordFinderTests
{
    [Theory]
    [InlineData("@webex", Keyword.Webex, KeywordModifier.None)]
    [InlineData("@WebEx", Keyword.Webex, KeywordModifier.None)]
    [InlineData("@MEET", Keyword.Meet, KeywordModifier.None)]
    [InlineData("@webex:myroom", Keyword.Webex, KeywordModifier.MyRoom)]
    [InlineData("@meet:MyRoom", Keyword.Meet, KeywordModifier.MyRoom)]
    [InlineData("@webex:space", Keyword.Webex, KeywordModifier.Space)]
    [InlineData("@meet:ONETIME", Keyword.Meet, KeywordModifier.OneTime)]
    public void Reads_keyword_and_modifier_in_any_case(string location, Keyword keyword, KeywordModifier modifier) =>
        KeywordFinder.Find(location).ShouldBe(new KeywordMatch(keyword, modifier, location, 0));

    [Theory]
    [InlineData("Rila (12); @webex; Pirin", "@webex", 11)]
    [InlineData("@meet;Rila", "@meet", 0)]
    [InlineData("Rila,@meet:space,Pirin", "@meet:space", 5)]
    [InlineData("Room 4 @webex", "@webex", 7)]
    [InlineData("Room 4 (@webex)", "@webex", 8)]
    [InlineData("\"@webex:onetime\"", "@webex:onetime", 1)]
    [InlineData("[@meet]", "@meet", 1)]
    [InlineData("Sofia/@webex.", "@webex", 6)]
    [InlineData("@webex: Room 4", "@webex", 0)]
    [InlineData("@webex:myroom.", "@webex:myroom", 0)]
    [InlineData("Online - @webex - later", "@webex", 9)]
    [InlineData("Room 4\n@webex\n", "@webex", 7)]
    [InlineData("会議室@webexで", "@webex", 3)]
    [InlineData("📹@webex", "@webex", 2)]
    public void Finds_it_among_other_text(string location, string text, int position)
    {
        var match = KeywordFinder.Find(location);
        match.ShouldNotBeNull();
        match.Text.ShouldBe(text);
        match.Position.ShouldBe(position);
    }

    [Theory]
    [InlineData("Rila; @meet:space; @webex", Keyword.Meet)]
    [InlineData("@webex @meet", Keyword.Webex)]
    [InlineData("ann@webex.com; @meet", Keyword.Meet)]
    [InlineData("@webexy, @webex", Keyword.Webex)]
    public void Takes_the_leftmost_that_counts(string location, Keyword keyword) => KeywordFinder.Find(location)?.Keyword.ShouldBe(keyword);

    [Theory]
    [InlineData("")]
    [InlineData("webex")]
    [InlineData("@")]
    [InlineData("a@webex.com")]
    [InlineData("a@webex")]
    [InlineData("@webex.com")]
    [InlineData("ann.@webex")]
    [InlineData("x_@meet")]
    [InlineData("x@meet")]
    [InlineData("@webexy")]
    [InlineData("@meeting")]
    [InlineData("@meet2")]
    [InlineData("@webex-emea")]
    [InlineData("@webex_room")]
    [InlineData("@@webex")]
    [InlineData("@webex@example.com")]
    [InlineData("sip:ann@meet.example.com")]
    [InlineData("@ webex")]
    [InlineData("стая@webex")]
    [InlineData("https://social.example/@webex")]
    public void Sees_none_in_addresses_and_words(string location) => KeywordFinder.Find(location).ShouldBeNull();

    [Theory]
    [InlineData("@webex:foo", "foo")]
    [InlineData("@webex:my-room; Rila", "my-room")]
    [InlineData("@meet:spaces", "spaces")]
    public void Keeps_the_keyword_and_tells_the_modifier_it_does_not_know(string location, string unknown)
    {
        var match = KeywordFinder.Find(location);
        match.ShouldNotBeNull();
        match.Modifier.ShouldBe(KeywordModifier.None);
        match.UnknownModifier.ShouldBe(unknown);
        location.ShouldStartWith(match.Text);
    }

    [Theory]
    [InlineData("＠ｗｅｂｅｘ：ｓｐａｃｅ", "＠ｗｅｂｅｘ：ｓｐａｃｅ", 0, KeywordModifier.Space)]
    [InlineData("\u200b@we\u200bbex\u200b", "@we\u200bbex", 1, KeywordModifier.None)]
    [InlineData("חדר \u202b@webex:space\u202c", "@webex:space", 5, KeywordModifier.Space)]
    [InlineData("غرفة ٤ @webex", "@webex", 7, KeywordModifier.None)]
    [InlineData("Room\u00a04\u00a0@webex", "@webex", 7, KeywordModifier.None)]
    public void Reads_what_the_person_sees_and_returns_what_is_there(string location, string text, int position, KeywordModifier modifier)
    {
        var match = KeywordFinder.Find(location);
        match.ShouldBe(new KeywordMatch(Keyword.Webex, modifier, text, position));
        location.Substring(position, text.Length).ShouldBe(text);
    }
}
