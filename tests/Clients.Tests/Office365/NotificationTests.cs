using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Clients.Tests.Testing;

namespace HybridCalendar.Clients.Tests.Office365;

public sealed class NotificationTests
{
    private const string Good =
        """
        {"id":"n","subscriptionId":"s1","subscriptionExpirationDateTime":"2022-01-02T03:12:18.2257768+05:30","changeType":"Updated","resource":"Users/u/Events/E=",
         "resourceData":{"@odata.type":"#Microsoft.Graph.Event","@odata.id":"Users/u/Events/E=","@odata.etag":"W/\"1\"","id":"E="},"clientState":"secret","tenantId":"t"}
        """;

    private const string Lifecycle = """{"subscriptionId":"s2","clientState":"x","lifecycleEvent":"subscriptionRemoved","tenantId":"","resourceData":null}""";

    [Fact]
    public void Changes_and_lifecycle_events_are_read_in_order()
    {
        var batch = Parse($$"""{"value":[{{Good}},{{Lifecycle}}],"validationTokens":["a.b.c"]}""");

        batch.Malformed.ShouldBe(0);
        batch.ValidationTokens.ShouldBe(["a.b.c"]);
        batch.Items[0].ShouldBe(new ChangeNotification
        {
            SubscriptionId = "s1", ClientState = "secret", ChangeType = ChangeType.Updated, EventId = "E=", ETag = "W/\"1\"", TenantId = "t",
        });
        batch.Items[1].ShouldBe(new ChangeNotification { SubscriptionId = "s2", ClientState = "x", Lifecycle = LifecycleEvent.SubscriptionRemoved, TenantId = "" });
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("[[]]")]
    [InlineData("{\"subscriptionId\":5,\"resourceData\":{\"id\":\"E\"}}")]
    [InlineData("{\"subscriptionId\":\"s\",\"resourceData\":[1,{\"a\":[]}]}")]
    [InlineData("{\"subscriptionId\":\"s\",\"resourceData\":{\"id\":{}}}")]
    [InlineData("{\"subscriptionId\":\"\\ud800\",\"resourceData\":{\"id\":\"E\"}}")]
    [InlineData("{\"subscriptionId\":\"s\",\"changeType\":\"painted\"}")]
    [InlineData("{\"subscriptionId\":\"s\",\"lifecycleEvent\":\"party\"}")]
    public void A_malformed_item_is_counted_and_harms_no_other(string bad)
    {
        var batch = Parse($$"""{"value":[{{Good}},{{bad}},{{Lifecycle}}]}""");

        batch.Items.Select(item => item.SubscriptionId).ShouldBe(["s1", "s2"]);
        batch.Malformed.ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"subscriptionId\":\"s\",\"changeType\":\"updated\"}")]
    [InlineData("{\"subscriptionId\":\"s\",\"changeType\":\"created\",\"resourceData\":{\"id\":\"\"}}")]
    public void A_change_that_names_no_event_is_still_a_hint(string nameless)
    {
        var batch = Parse($$"""{"value":[{{nameless}}]}""");

        batch.Malformed.ShouldBe(0);
        var item = batch.Items.ShouldHaveSingleItem();
        (item.SubscriptionId, item.EventId, item.Lifecycle).ShouldBe(("s", null, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"value\":{}}")]
    [InlineData("{\"value\":[{\"subscriptionId\":")]
    [InlineData("<html>")]
    public void A_body_that_is_no_batch_is_refused(string body) => Should.Throw<JsonException>(() => Parse(body));

    [Fact]
    public void A_client_state_is_known_by_its_hash_alone()
    {
        var state = ClientState.Create();

        state.Length.ShouldBe(43);
        ClientState.Create().ShouldNotBe(state);
        ClientState.Matches(state, ClientState.Hash(state)).ShouldBeTrue();
        ClientState.Matches(state + "x", ClientState.Hash(state)).ShouldBeFalse();
        ClientState.Matches(null, ClientState.Hash(state)).ShouldBeFalse();
        ClientState.Matches("", "").ShouldBeFalse();
    }

    [Fact]
    public void Rich_content_is_opened()
    {
        using var certificate = TestCertificates.Create();
        using var decryptor = new RichContentDecryptor([new RichNotifications("k1", certificate)]);
        var content = Seal(certificate, """{"id":"E","subject":"Здравей"}""");

        Encoding.UTF8.GetString(decryptor.Decrypt(content)).ShouldBe("""{"id":"E","subject":"Здравей"}""");
    }

    [Fact]
    public void Rich_content_that_was_tampered_with_is_refused()
    {
        using var certificate = TestCertificates.Create();
        using var other = TestCertificates.Create();
        using var decryptor = new RichContentDecryptor([new RichNotifications("k1", certificate)]);
        var content = Seal(certificate, "{}");
        var data = Convert.FromBase64String(content.Data!);
        data[0] ^= 1;

        EncryptedContent[] forged =
        [
            content with { Data = Convert.ToBase64String(data) },
            content with { DataSignature = Convert.ToBase64String(new byte[32]) },
            content with { DataKey = "AAAA" },
            content with { DataKey = "not base64" },
            content with { DataKey = null },
            content with { EncryptionCertificateId = "k2" },
            content with { EncryptionCertificateId = null },
            Seal(other, "{}"),
        ];

        foreach (var item in forged)
            Should.Throw<RichContentException>(() => decryptor.Decrypt(item));
    }

    private static EncryptedContent Seal(X509Certificate2 certificate, string json)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var aes = Aes.Create();
        aes.Key = key;
        var data = aes.EncryptCbc(Encoding.UTF8.GetBytes(json), key.AsSpan(0, 16));
        using var rsa = certificate.GetRSAPublicKey()!;
        return new EncryptedContent(
            Convert.ToBase64String(data),
            Convert.ToBase64String(rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA1)),
            Convert.ToBase64String(HMACSHA256.HashData(key, data)),
            "k1");
    }

    private static NotificationBatch Parse(string json) => NotificationParser.Parse(Encoding.UTF8.GetBytes(json));
}
