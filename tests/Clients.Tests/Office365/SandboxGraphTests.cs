using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Clients.Tests.Testing;
using HybridCalendar.Domain.Meetings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HybridCalendar.Clients.Tests.Office365;

/// <summary>The client against the Sandbox's Graph, which is as strict as the real one.</summary>
public sealed class SandboxGraphTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly Instant Monday = Instant.FromUtc(2027, 3, 1, 9, 0);
    private SandboxServer _server = null!;

    private IOffice365Calendar Calendar => _server.Get<IOffice365Calendar>();

    public async ValueTask InitializeAsync() => _server = await SandboxServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_invitation_is_written_once_and_recognized_afterwards()
    {
        var id = await ScheduleAsync();
        var before = (await Calendar.GetEventAsync(SandboxServer.Anna, id))!;
        before.Marker.ShouldBeNull();
        before.Location.ShouldBe("Rila; @webex");

        var update = new InvitationUpdate(new EventBody(true, before.Body.Content + "<p>Join</p>"), "block-1");
        var outcome = await Calendar.UpdateInvitationAsync(SandboxServer.Anna, id, before.ETag, update);
        var again = await Calendar.UpdateInvitationAsync(SandboxServer.Anna, id, before.ETag, update);

        outcome.Status.ShouldBe(UpdateStatus.Updated);
        again.ShouldBe(UpdateOutcome.Conflict);
        var after = (await Calendar.GetEventAsync(SandboxServer.Anna, id))!;
        after.ETag.ShouldBe(outcome.ETag);
        after.ETag.ShouldNotBe(before.ETag);
        (after.Marker, after.Location, after.Subject).ShouldBe(("block-1", "Rila; @webex", "Planning"));
        after.Body.Content.ShouldContain("<p>Join</p>");
    }

    [Fact]
    public async Task An_event_that_was_deleted_is_gone()
    {
        var id = await ScheduleAsync();
        await _server.GraphAsync(HttpMethod.Delete, $"/users/{SandboxServer.Anna}/events/{id}");

        (await Calendar.GetEventAsync(SandboxServer.Anna, id)).ShouldBeNull();
        (await Calendar.UpdateInvitationAsync(SandboxServer.Anna, id, null, new InvitationUpdate(Marker: "x"))).ShouldBe(UpdateOutcome.Gone);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_is_no_deleted_event()
    {
        var id = await ScheduleAsync();

        var e = await Should.ThrowAsync<GraphException>(() => Calendar.GetEventAsync("nobody@contoso.example", id));

        e.Error.ShouldBe(GraphError.MailboxNotEnabled);
    }

    [Fact]
    public async Task A_series_comes_with_its_exceptions_and_the_window_with_its_occurrences()
    {
        var id = await ScheduleAsync(recurrence: new
        {
            pattern = new { type = "daily", interval = 1 },
            range = new { type = "numbered", startDate = "2027-03-01", numberOfOccurrences = 150, recurrenceTimeZone = "UTC" },
        });
        var all = await Calendar.ListAsync(SandboxServer.Anna, Monday, Monday + Duration.FromDays(200));
        all.Count.ShouldBe(150);
        var second = all.Single(item => item.Start.Local == new LocalDateTime(2027, 3, 2, 9, 0));
        var third = all.Single(item => item.Start.Local == new LocalDateTime(2027, 3, 3, 9, 0));
        second.Type.ShouldBe(EventType.Occurrence);
        second.SeriesMasterId.ShouldBe(id);

        await _server.GraphAsync(HttpMethod.Patch, $"/users/{SandboxServer.Anna}/events/{second.Id}", new
        {
            start = new { dateTime = "2027-03-02T15:00:00", timeZone = "UTC" },
            end = new { dateTime = "2027-03-02T16:00:00", timeZone = "UTC" },
        });
        await _server.GraphAsync(HttpMethod.Delete, $"/users/{SandboxServer.Anna}/events/{third.Id}");

        var master = (await Calendar.GetSeriesAsync(SandboxServer.Anna, id))!;
        master.Type.ShouldBe(EventType.SeriesMaster);
        master.Recurrence!.Range.NumberOfOccurrences.ShouldBe(150);
        var exception = master.ExceptionOccurrences.ShouldHaveSingleItem();
        exception.Start.Local.ShouldBe(new LocalDateTime(2027, 3, 2, 15, 0));
        exception.OriginalStart.ShouldBe(Instant.FromUtc(2027, 3, 2, 9, 0));
        master.CancelledOccurrences.ShouldHaveSingleItem().ShouldEndWith(".2027-03-03");
        var changed = await Calendar.ListChangedAsync(SandboxServer.Anna, Instant.FromUtc(2026, 1, 1, 0, 0));
        changed.ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public async Task Settings_tell_language_and_zone() =>
        (await Calendar.GetMailboxSettingsAsync(SandboxServer.Anna)).ShouldBe(new MailboxSettings("bg-BG", "FLE Standard Time"));

    [Theory]
    [InlineData("o'neil@contoso.example")]
    [InlineData("o'neil.alias@contoso.example")]
    public async Task The_primary_address_is_told_also_for_an_alias(string asked)
    {
        await _server.ControlAsync(HttpMethod.Post, "/mailboxes", new
        {
            address = "o'neil@contoso.example", displayName = "Pat O'Neil", aliases = new[] { "o'neil.alias@contoso.example" },
        });
        (await Calendar.GetPrimaryAddressAsync(asked)).ShouldBe("o'neil@contoso.example");
    }

    [Fact]
    public async Task A_certificate_signs_in_where_the_application_registered_it()
    {
        using var certificate = TestCertificates.Create();
        await _server.ControlAsync(HttpMethod.Put, "/apps", new
        {
            clientId = "5b0c2a52-3c1e-4a39-9a57-3d5c7b6a1e77",
            certificates = new[] { certificate.ExportCertificatePem() },
            roles = new[] { "Calendars.ReadWrite", "MailboxSettings.Read" },
        });
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        try
        {
            using var clients = _server.BuildClients(
                ("Office365:ClientId", "5b0c2a52-3c1e-4a39-9a57-3d5c7b6a1e77"), ("Office365:ClientSecret", null), ("Office365:CertificatePath", file));

            (await clients.GetRequiredService<IOffice365Calendar>().GetMailboxSettingsAsync(SandboxServer.Anna)).Locale.ShouldBe("bg-BG");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Throttling_costs_time_and_nothing_else()
    {
        var id = await ScheduleAsync();
        await _server.ControlAsync(HttpMethod.Put, "/faults", new[] { new { kind = "throttle", path = "/events", count = 2, retryAfterSeconds = 0 } });

        (await Calendar.GetEventAsync(SandboxServer.Anna, id))!.Id.ShouldBe(id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_is_notified_with_our_secret(bool rich)
    {
        using var certificate = TestCertificates.Create();
        var posts = Channel.CreateUnbounded<NotificationBatch>();
        await using var gateway = await HttpScript.StartAsync(context => ReceiveAsync(context, posts.Writer));
        var secret = ClientState.Create();
        var subscriptions = _server.Get<IGraphSubscriptions>();

        var made = await subscriptions.CreateAsync(new SubscriptionRequest(
            SandboxServer.Anna,
            new Uri(gateway.Url + "/graph/notifications"),
            new Uri(gateway.Url + "/graph/lifecycle"),
            secret,
            Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) + Duration.FromHours(2),
            rich ? new RichNotifications("k1", certificate) : null));
        var id = await ScheduleAsync();
        using var timeout = new CancellationTokenSource(Deadline);
        var batch = await posts.Reader.ReadAsync(timeout.Token);

        var item = batch.Items[0];
        (item.SubscriptionId, item.ChangeType, item.EventId).ShouldBe((made.Id, ChangeType.Created, id));
        ClientState.Matches(item.ClientState, ClientState.Hash(secret)).ShouldBeTrue();
        if (rich)
        {
            (await _server.Get<ValidationTokenValidator>().FindProblemAsync(batch.ValidationTokens)).ShouldBeNull();
            using var decryptor = new RichContentDecryptor([new RichNotifications("k1", certificate)]);
            using var content = JsonDocument.Parse(decryptor.Decrypt(item.EncryptedContent!));
            GraphEventReader.Read(content.RootElement).Subject.ShouldBe("Planning");
        }
        var renewed = await subscriptions.RenewAsync(made.Id, made.Expiration + Duration.FromHours(1));
        renewed!.Expiration.ShouldBe(made.Expiration + Duration.FromHours(1));
        (await subscriptions.ReauthorizeAsync(made.Id)).ShouldBeTrue();
        await subscriptions.DeleteAsync(made.Id);
        await subscriptions.DeleteAsync(made.Id);
        (await subscriptions.RenewAsync(made.Id, made.Expiration)).ShouldBeNull();
    }

    private static async Task ReceiveAsync(HttpContext context, ChannelWriter<NotificationBatch> posts)
    {
        if (context.Request.Query.TryGetValue("validationToken", out var token))
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(token.ToString());
            return;
        }
        using var reader = new StreamReader(context.Request.Body);
        await posts.WriteAsync(NotificationParser.Parse(Encoding.UTF8.GetBytes(await reader.ReadToEndAsync())));
        context.Response.StatusCode = 202;
    }

    private async Task<string> ScheduleAsync(object? recurrence = null)
    {
        var made = await _server.GraphAsync(HttpMethod.Post, $"/users/{SandboxServer.Anna}/events", new
        {
            subject = "Planning",
            body = new { contentType = "html", content = "<p>Agenda</p>" },
            location = new { displayName = "Rila; @webex" },
            start = new { dateTime = "2027-03-01T09:00:00", timeZone = "UTC" },
            end = new { dateTime = "2027-03-01T10:00:00", timeZone = "UTC" },
            recurrence,
        });
        // The page's ids are not immutable; the client's are.
        var changed = await Calendar.ListChangedAsync(SandboxServer.Anna, Instant.FromUtc(2026, 1, 1, 0, 0));
        changed.ShouldContain(item => item.ICalUId == made.GetProperty("iCalUId").GetString());
        return changed.Single(item => item.ICalUId == made.GetProperty("iCalUId").GetString()).Id;
    }
}
