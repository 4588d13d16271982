using System.Security.Cryptography;
using System.Text;
using HybridCalendar.Clients.Keys;

namespace HybridCalendar.Clients.Tests.Keys;

/// <summary>What is stored and what goes to connectors is read by nobody else, and changed by nobody unnoticed.</summary>
public sealed class CipherTests
{
    private const string Content = """{"title":"Acquisition of Zagora"}""";
    private readonly OrganizationKey _key = NewKey();

    [Fact]
    public void Stored_data_opens_with_its_key()
    {
        var stored = SealedData.Seal(_key, Encoding.UTF8.GetBytes(Content));
        SealedData.IsSealed(stored).ShouldBeTrue();
        SealedData.IsSealed(Encoding.UTF8.GetBytes(Content)).ShouldBeFalse();
        Encoding.UTF8.GetString(stored).ShouldNotContain("Zagora");
        Encoding.UTF8.GetString(SealedData.Open(stored, id => id == _key.Id ? _key : null)).ShouldBe(Content);
        SealedData.Seal(_key, Encoding.UTF8.GetBytes(Content)).ShouldNotBe(stored);
    }

    [Fact]
    public void Stored_data_that_cannot_be_opened_says_why_and_nothing_more()
    {
        var stored = SealedData.Seal(_key, Encoding.UTF8.GetBytes(Content));
        Should.Throw<SealedDataException>(() => SealedData.Open(stored, _ => null)).Message.ShouldContain("is not in the database");
        Should.Throw<SealedDataException>(() => SealedData.Open(stored, id => new OrganizationKey(id, new byte[32]))).Message.ShouldContain("damaged");
        Should.Throw<SealedDataException>(() => SealedData.Open("hc1."u8, _ => _key)).Message.ShouldContain("names no key");
        for (var at = 0; at < stored.Length; at += 7)
        {
            var changed = stored.ToArray();
            changed[at] ^= 1;
            Should.Throw<SealedDataException>(() => SealedData.Open(changed, _ => _key));
        }
    }

    [Fact]
    public void A_request_opens_with_the_link_key_it_was_made_with()
    {
        var jwe = LinkCipher.Seal(_key.Link, "r1", LinkWay.Request, Content);
        jwe.Split('.').Length.ShouldBe(5);
        LinkCipher.KeyIdOf(jwe).ShouldBe(_key.Id);
        LinkCipher.Open(_key.Link, "r1", LinkWay.Request, jwe).ShouldBe(Content);
        Should.Throw<LinkCipherException>(() => LinkCipher.Open(new LinkKey(_key.Id, NewKey().Link.Bytes), "r1", LinkWay.Request, jwe))
            .Message.ShouldContain("does not open");
    }

    [Fact]
    public void A_request_is_not_passed_off_as_another_or_as_an_answer()
    {
        var jwe = LinkCipher.Seal(_key.Link, "r1", LinkWay.Request, Content);
        Should.Throw<LinkCipherException>(() => LinkCipher.Open(_key.Link, "r2", LinkWay.Request, jwe)).Message.ShouldContain("another request");
        Should.Throw<LinkCipherException>(() => LinkCipher.Open(_key.Link, "r1", LinkWay.Answer, jwe)).Message.ShouldContain("other way");
        var other = LinkCipher.Seal(_key.Link, "r2", LinkWay.Request, Content).Split('.');
        string[] mixed = [other[0], .. jwe.Split('.')[1..]];
        Should.Throw<LinkCipherException>(() => LinkCipher.Open(_key.Link, "r2", LinkWay.Request, string.Join('.', mixed)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no jwe")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public void What_is_no_JWE_is_refused(string text)
    {
        LinkCipher.KeyIdOf(text).ShouldBeNull();
        Should.Throw<LinkCipherException>(() => LinkCipher.Open(_key.Link, "r1", LinkWay.Request, text));
    }

    [Fact]
    public void A_connector_cannot_open_what_is_stored()
    {
        var stored = SealedData.Seal(_key, Encoding.UTF8.GetBytes(Content));
        Should.Throw<SealedDataException>(() => SealedData.Open(stored, id => new OrganizationKey(id, _key.Link.Bytes)));
    }

    private static OrganizationKey NewKey() => new(OrganizationKey.NewId(), RandomNumberGenerator.GetBytes(OrganizationKey.Length));
}
