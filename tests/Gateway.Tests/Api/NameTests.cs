using HybridCalendar.Gateway.Api;

namespace HybridCalendar.Gateway.Tests.Api;

public sealed class NameTests
{
    [Theory]
    [InlineData("ann@contoso.example", true)]
    [InlineData("pat.o'brien@contoso.example", true)]
    [InlineData("a+b_c-d=e@sub.contoso.co.uk", true)]
    [InlineData("иван@пример.бг", true)]
    [InlineData("a@b", false)]
    [InlineData("a b@contoso.example", false)]
    [InlineData("a..b@contoso.example", false)]
    [InlineData("a.@contoso.example", false)]
    [InlineData("a@-contoso.example", false)]
    [InlineData("a@contoso..example", false)]
    [InlineData("a@contoso.example\n", false)]
    [InlineData("<a@contoso.example>", false)]
    [InlineData("@contoso.example", false)]
    public void A_mail_address_is_told_from_other_text(string text, bool isOne) => (MailAddress.FindProblem(text) is null).ShouldBe(isOne);

    [Theory]
    [InlineData("https://company.webex.com/meet/ann", "https://company.webex.com/meet/ann")]
    [InlineData(" Company.webex.com/meet/ann.x/ ", "https://company.webex.com/meet/ann.x")]
    [InlineData("http://company.webex.com/meet/ann", null)]
    [InlineData("https://company.webex.com/join/ann", null)]
    [InlineData("https://company.webex.com/meet/", null)]
    [InlineData("https://company.webex.com/meet/a?x=1", null)]
    [InlineData("https://webex.com.evil.example/meet/a", null)]
    [InlineData("https://evil.example/company.webex.com/meet/a", null)]
    public void A_personal_rooms_link_is_read(string text, string? link) => WebexNames.ReadPersonalRoom(text).ShouldBe(link);

    [Theory]
    [InlineData("company.webex.com", true)]
    [InlineData("a.b.webex.com", true)]
    [InlineData("webex.com", false)]
    [InlineData("company.webex.com/", false)]
    [InlineData("companywebex.com", false)]
    public void A_site_is_told_from_other_text(string text, bool isOne) => WebexNames.IsSite(text).ShouldBe(isOne);
}
