using HybridCalendar.Domain.JoinTargets;

namespace HybridCalendar.Domain.Tests.JoinTargets;

/// <summary>Links as mail gateways rewrite them; the examples follow the vendors' published forms.</summary>
public sealed class LinkUnwrapperTests
{
    [Theory]
    [InlineData("https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F5551112222%3Fpwd%3Dab%26x%3D1&data=05%7C02&sdata=x%3D&reserved=0", "https://zoom.us/j/5551112222?pwd=ab&x=1")]
    [InlineData("https://nam02.safelinks.protection.outlook.com/ap/t-59584e83/?url=https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2Fabc&amp;data=1", "https://teams.microsoft.com/l/meetup-join/abc")]
    [InlineData("https://nam11.safelinks.protection.outlook.com/?data=x&url=https%3A%2F%2Fmeet%2Egoogle%2Ecom%2Fabc%2Ddefg%2Dhij", "https://meet.google.com/abc-defg-hij")]
    [InlineData("https://gcc02.safelinks.protection.office365.us/?url=https%3A%2F%2Fzoomgov.com%2Fj%2F1612223333", "https://zoomgov.com/j/1612223333")]
    [InlineData("https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=https%3A%2F%2Fzoom.us%2Fj%2F1&locale=en", "https://zoom.us/j/1")]
    public void Undoes_Safe_Links(string wrapped, string target) => LinkUnwrapper.Unwrap(wrapped).ShouldBe(target);

    [Theory]
    [InlineData("https://urldefense.proofpoint.com/v1/url?u=https://zoom.us/j/123456789&amp;k=oIv%3D", "https://zoom.us/j/123456789")]
    [InlineData("https://urldefense.proofpoint.com/v2/url?u=https-3A__acme.webex.com_acme_j.php-3FMTID-3Dm1-5F2&d=DwMFaQ&c=x&e=", "https://acme.webex.com/acme/j.php?MTID=m1_2")]
    [InlineData("https://urldefense.com/v3/__https://acme.webex.com/meet/ann__;!!Ab!Cd$", "https://acme.webex.com/meet/ann")]
    [InlineData("https://urldefense.com/v3/__https:/zoom.us/j/123456789?pwd=a*b__;Kw!!Ab!Cd$", "https://zoom.us/j/123456789?pwd=a+b")]
    [InlineData("https://urldefense.us/v3/__https://teams.microsoft.us/l/meetup-join/19*3ameeting_x*40thread.v2/0__;JSU!!Ab!Cd$", "https://teams.microsoft.us/l/meetup-join/19%3ameeting_x%40thread.v2/0")]
    [InlineData("https://urldefense.com/v3/__https://example.com/**B/**A__;IyMjw6TDpA!!Ab!Cd$", "https://example.com/###/ää")]
    public void Undoes_URL_Defense(string wrapped, string target) => LinkUnwrapper.Unwrap(wrapped).ShouldBe(target);

    [Theory]
    [InlineData("https://www.google.com/url?q=https://meet.google.com/abc-defg-hij&sa=D&source=calendar&usg=x", "https://meet.google.com/abc-defg-hij")]
    [InlineData("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fwhereby.com%2Froom", "https://whereby.com/room")]
    [InlineData("https://meet.google.com/linkredirect?authuser=0&dest=https%3A%2F%2Fzoom.us%2Fj%2F1", "https://zoom.us/j/1")]
    [InlineData("https://ctp.trendmicro.com/wis/clicktime/v2/clickthrough?url=https%3A%2F%2Fzoom.us%2Fj%2F2&uuid=1", "https://zoom.us/j/2")]
    [InlineData("https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=https%3a%2f%2fzoom.us%2fj%2f3&umid=1", "https://zoom.us/j/3")]
    [InlineData("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fzoom.us%2fj%2f4&c=E,1,x&typo=1", "https://zoom.us/j/4")]
    [InlineData("https://secure-web.cisco.com/1aBc-dEf/https%3A%2F%2Facme.webex.com%2Fmeet%2Fann", "https://acme.webex.com/meet/ann")]
    [InlineData("https://eu-west-1.protection.sophos.com/?d=zoom.us&u=aHR0cHM6Ly96b29tLnVzL2ovNQ==&i=x", "https://zoom.us/j/5")]
    [InlineData("https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u=https%3A%2F%2Fzoom.us%2Fj%2F6", "https://zoom.us/j/6")]
    [InlineData("https://clicktime.symantec.com/3AbC?u=https%3A%2F%2Fzoom.us%2Fj%2F7", "https://zoom.us/j/7")]
    [InlineData("https://url.avanan.click/v2/___https://zoom.us/j/8___.YXAz", "https://zoom.us/j/8")]
    [InlineData("https://slack-redir.net/link?url=https%3A%2F%2Fzoom.us%2Fj%2F9", "https://zoom.us/j/9")]
    public void Undoes_other_well_known_rewriters(string wrapped, string target) => LinkUnwrapper.Unwrap(wrapped).ShouldBe(target);

    [Theory]
    [InlineData("https://teams.microsoft.com/dl/launcher/launcher.html?url=%2F_%23%2Fl%2Fmeetup-join%2F19%3Ameeting_x%40thread.v2%2F0%3Fcontext%3D%257b%257d&type=meetup-join", "https://teams.microsoft.com/l/meetup-join/19:meeting_x@thread.v2/0?context=%7b%7d")]
    [InlineData("https://teams.microsoft.com/v2/?meetingjoin=true#/meet/33749853217630?p=em7x", "https://teams.microsoft.com/meet/33749853217630?p=em7x")]
    [InlineData("https://teams.microsoft.com/_#/l/meetup-join/19%3ameeting_x", "https://teams.microsoft.com/l/meetup-join/19%3ameeting_x")]
    public void Takes_the_meeting_out_of_the_Teams_launcher(string wrapped, string target) => LinkUnwrapper.Unwrap(wrapped).ShouldBe(target);

    [Fact]
    public void Takes_off_one_wrapper_after_the_other() =>
        LinkUnwrapper.Unwrap("https://ctp.trendmicro.com/wis/clicktime/v2/clickthrough?url=https%3A%2F%2Femea01.safelinks.protection.outlook.com%2F%3Furl%3Dhttps%253A%252F%252Fzoom.us%252Fj%252F1%26data%3D02&uuid=2")
            .ShouldBe("https://zoom.us/j/1");

    [Theory]
    [InlineData("https://nam11.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbad%xx")]
    [InlineData("https://nam11.safelinks.protection.outlook.com/?url=%ff%fe")]
    [InlineData("https://nam11.safelinks.protection.outlook.com/?data=1")]
    [InlineData("https://nam11.safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fzoom.us%2Fj%2F1")]
    [InlineData("https://urldefense.com/v3/__https://example.com/***__;Iw!!a!b$")]
    [InlineData("https://urldefense.com/v3/__https://example.com/")]
    [InlineData("https://protect-eu.mimecast.com/s/AbCdE?domain=zoom.us")]
    [InlineData("https://google.evil.example/url?q=https://zoom.us/j/1")]
    [InlineData("https://www.google.com/url?q=javascript:alert(1)")]
    [InlineData("https://zoom.us/j/123?url=https://meet.google.com/abc-defg-hij")]
    [InlineData("not a link")]
    [InlineData("")]
    public void Leaves_alone_what_it_cannot_undo(string link) => LinkUnwrapper.Unwrap(link).ShouldBe(link);

    [Fact]
    public void Ends_on_a_wrapper_around_itself() =>
        LinkUnwrapper.Unwrap("https://nam11.safelinks.protection.outlook.com/?url=https://nam11.safelinks.protection.outlook.com/?url=x").ShouldBe("x");

    [Fact]
    public void Replaces_links_inside_text_and_nothing_else() =>
        LinkUnwrapper.UnwrapText("Join\t<https://apac01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F1&data=x> or call 5 & wait")
            .ShouldBe("Join\t<https://zoom.us/j/1> or call 5 & wait");
}
