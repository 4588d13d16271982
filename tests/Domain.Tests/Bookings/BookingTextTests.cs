using System.Globalization;
using System.Text.Json;
using HybridCalendar.Domain.Bookings;

namespace HybridCalendar.Domain.Tests.Bookings;

public class BookingTextTests
{
    [Theory]
    [InlineData("  Weekly\tsync \r\n today ", "Weekly sync today")]
    [InlineData("a\u0000b\u001bc", "a b c")]
    [InlineData("\u00a0", "")]
    public void Text_becomes_one_clean_line(string text, string expected) => BookingText.Fit(text).ShouldBe(expected);

    [Fact]
    public void Broken_surrogates_are_replaced_so_that_the_json_stays_valid()
    {
        var text = BookingText.Fit("a\ud83d");
        text.ShouldBe("a\ufffd");
        JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text)).ShouldBe(text);
    }

    [Fact]
    public void Long_text_is_cut_between_characters_that_a_person_sees()
    {
        const string family = "👨‍👩‍👧‍👦";
        var text = BookingText.Fit(string.Concat(Enumerable.Repeat(family, 40)));
        text.Length.ShouldBeLessThanOrEqualTo(BookingText.MaxLength);
        text.ShouldEndWith("…");
        var elements = new StringInfo(text);
        for (var index = 0; index < elements.LengthInTextElements - 1; index++)
            elements.SubstringByTextElements(index, 1).ShouldBe(family);
    }

    [Fact]
    public void One_character_of_endless_marks_does_no_harm() =>
        BookingText.Fit("Z" + new string('\u0335', 1_000_000)).Length.ShouldBeLessThanOrEqualTo(BookingText.MaxLength);
}
