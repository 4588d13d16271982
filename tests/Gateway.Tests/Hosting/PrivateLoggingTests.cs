using HybridCalendar.EndToEnd.Tests.Privacy;
using HybridCalendar.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HybridCalendar.Gateway.Tests.Hosting;

/// <summary>Nobody's address, link or meeting reaches a log, whoever writes the line. The gateway is that of the runtime that the build has.</summary>
public sealed class PrivateLoggingTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    /// <summary>As Orleans words a call that timed out.</summary>
    private const string TimedOut =
        "Response did not arrive on time in 00:00:30 for message: Request [S127.0.0.1:11111:523 sys.client/hosted-1]->[S127.0.0.1:11111:523 "
        + "room/room:rila@contoso.example] HybridCalendar.Grains.Rooms.IRoomMailboxGrain[(Mailboxes.IMailboxGrain)Grain].TakeHints(System.Object) #1729";

    private const string Uid = "040000008200E00074C5B7101A82E00800000000B0C8F3D2A5E1DC01000000000000000010000000AB";

    [Fact]
    public void A_grain_that_did_not_answer_is_named_by_a_hash()
    {
        var inner = new TimeoutException($"{TimedOut} series/series:{Uid}");
        var lines = Write(log => log.LogWarning(new InvalidOperationException($"Failed for user:anna@contoso.example: {inner.Message}", inner), "A mailbox could not be read now"));

        lines.ShouldNotContain("contoso");
        lines.ShouldNotContain(Uid);
        lines.ShouldContain("room/room:#");
        lines.ShouldContain("did not arrive on time in 00:00:30");
        lines.ShouldContain("A mailbox could not be read now");
        lines.ShouldContain(nameof(TimeoutException));
    }

    [Fact]
    public void Messages_values_and_scopes_lose_addresses_and_links_and_nothing_else()
    {
        var lines = Write(log =>
        {
            using var values = log.BeginScope(new Dictionary<string, object> { ["Path"] = "/api/users/anna%40contoso.example", ["Count"] = 7 });
            using var text = log.BeginScope("for {Mail}", "boris@contoso.example");
            log.LogInformation("Room {Room} dials {Link} after {Pause} from {Address}", "rila@contoso.example", new Uri("https://contoso.webex.com/meet/anna"), TimeSpan.FromSeconds(3), "http://127.0.0.1:5090");
        });

        lines.ShouldNotContain("contoso");
        lines.ShouldContain("Room [address] dials [link] after 00:00:03 from http://127.0.0.1:5090");
        lines.ShouldContain("Room=[address], Link=[link], Pause=00:00:03");
        lines.ShouldContain("Path=/api/users/[address], Count=7");
        lines.ShouldContain("Mail=[address]");
    }

    [Fact]
    public void What_is_not_private_passes_as_it_is()
    {
        var failure = new InvalidOperationException("The state 'room' of room/room:#1a2b3c4d was changed by another writer.");
        PrivateText.Redact(failure.Message).ShouldBe(failure.Message);
        foreach (var text in (string[])["@webex", "Now listening on: http://127.0.0.1:5090/", "GET /health 200 in 3 ms", "the room: it is busy", ""])
            PrivateText.Redact(text).ShouldBe(text);
        Write(log => log.LogError(failure, "The tick of reminder {Reminder} failed", "upkeep")).ShouldContain(nameof(InvalidOperationException));
    }

    private string Write(Action<ILogger> write)
    {
        using var captured = new CapturedLog();
        var factory = gateway.App.Services.GetRequiredService<ILoggerFactory>();
        factory.AddProvider(captured);
        write(factory.CreateLogger("HybridCalendar.Test"));
        return string.Join('\n', captured.Lines.Where(line => line.Contains("HybridCalendar.Test", StringComparison.Ordinal)));
    }
}
