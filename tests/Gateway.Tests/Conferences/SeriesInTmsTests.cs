using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Connector.Requests;
using HybridCalendar.Connector.Tms;
using HybridCalendar.Domain.Conferences;
using HybridCalendar.Domain.Keywords;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Series;
using HybridCalendar.Runtime.Tests.Hosts;
using HybridCalendar.Sandbox;
using HybridCalendar.Sandbox.Tms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TmsOptions = HybridCalendar.Sandbox.Tms.TmsOptions;
using TmsServer = HybridCalendar.Sandbox.Tms.TmsServer;

namespace HybridCalendar.Gateway.Tests.Conferences;

/// <summary>Series, the connector's handler and the Sandbox's TMS together; only the link between gateway and connector is not there.</summary>
public sealed class SeriesInTmsTests(MovableGateway gateway) : IClassFixture<MovableGateway>, IAsyncLifetime
{
    private readonly FakeTime _time = gateway.Time;
    private readonly DateTimeOffset _now = gateway.Time.GetUtcNow();
    private readonly ConnectorStandIn _connector = new(gateway.Gateway);
    private readonly string _authorities = Path.GetTempFileName();
    private TmsWorld _world = null!;
    private TmsServer _tms = null!;
    private ServiceProvider _services = null!;
    private HttpClient _checker = null!;

    private IRequestHandler Handler => _services.GetRequiredService<IRequestHandler>();

    public async ValueTask InitializeAsync()
    {
        _world = new TmsWorld(new TmsOptions(), _time);
        SandboxPremises.SeedUsers(_world);
        SandboxPremises.SeedSystem(_world, device: null);
        _tms = new TmsServer(_world);
        await _tms.StartAsync(CancellationToken.None);
        await File.WriteAllTextAsync(_authorities, _world.AuthorityPem);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tms:Url"] = _tms.Url.ToString(),
            ["Tms:UserName"] = SandboxPremises.ServiceUser,
            ["Tms:Password"] = SandboxPremises.ServicePassword,
            ["Tms:Authentication"] = "Basic",
            ["Tms:TrustedAuthorities"] = _authorities,
        }).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time).AddTms(settings.GetSection("Tms")).BuildServiceProvider();
        await _connector.PrepareAsync();
        var trust = new System.Security.Cryptography.X509Certificates.X509ChainPolicy
        {
            TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust,
            RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
        };
        trust.CustomTrustStore.Add(System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(_world.AuthorityPem));
        _checker = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } }) { BaseAddress = _tms.Url, Timeout = GatewayHost.LongDeadline };
    }

    public async ValueTask DisposeAsync()
    {
        _checker.Dispose();
        await _services.DisposeAsync();
        await _tms.DisposeAsync();
        _world.Dispose();
        File.Delete(_authorities);
    }

    [Fact]
    public async Task A_meeting_is_held_by_TMS_follows_its_edits_and_goes_with_its_cancellation()
    {
        var meeting = Meeting("single");
        var series = await SeeAsync(meeting);
        (await _connector.ServeAsync(Handler)).Outcome.ShouldBe(ConferenceOutcome.Booked);
        await UntilAsync(async () => (await series.GetJoin()).Target?.Address == "8001@meet.contoso.example");
        var held = (await HeldAsync()).ShouldHaveSingleItem();
        (held.GetProperty("title").GetString(), held.GetProperty("externalService").GetString()).ShouldBe(("Plan", "Calendar Connector"));
        held.GetProperty("systems").EnumerateArray().Select(id => id.GetInt32()).ShouldBe([66]);

        await series.Saw(meeting with { Subject = "Later", Start = meeting.Start.AddHours(1), End = meeting.End.AddHours(1) });
        (await _connector.ServeAsync(Handler)).Outcome.ShouldBe(ConferenceOutcome.Booked);
        held = (await HeldAsync()).ShouldHaveSingleItem();
        (held.GetProperty("title").GetString(), held.GetProperty("start").GetDateTimeOffset()).ShouldBe(("Later", meeting.Start.AddHours(1)));

        await series.Removed();
        (await _connector.ServeAsync(Handler)).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await HeldAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_active_instance_stays_as_it_was_and_the_others_follow()
    {
        var start = new DateTimeOffset(_now.Year, _now.Month, _now.Day, _now.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
        var weekly = Meeting("weekly") with
        {
            Start = start, End = start.AddHours(1), IsRecurring = true, Recurrence = Rule(start), LastEnd = start.AddDays(14).AddHours(1),
        };
        var series = await SeeAsync(weekly);
        (await _connector.ServeAsync(Handler)).Outcome.ShouldBe(ConferenceOutcome.Booked);
        await UntilAsync(async () => (await series.GetJoin()).State == SeriesJoinState.Ready);
        (await HeldAsync()).Count.ShouldBe(3);

        _time.Advance(start.AddMinutes(20) - _time.GetUtcNow());
        await series.Saw(weekly with { Subject = "Other", Start = start.AddHours(3), End = start.AddHours(4), Recurrence = Rule(start.AddHours(3)), LastEnd = start.AddDays(14).AddHours(4) });
        (await _connector.ServeAsync(Handler)).Outcome.ShouldBe(ConferenceOutcome.Booked);

        (await HeldAsync()).Select(row => (row.GetProperty("title").GetString(), row.GetProperty("start").GetDateTimeOffset(), row.GetProperty("status").GetString()))
            .ShouldBe([("Plan", start, "Ongoing"), ("Other", start.AddDays(7).AddHours(3), "Pending"), ("Other", start.AddDays(14).AddHours(3), "Pending")]);
    }

    [Fact]
    public async Task A_series_that_is_ended_before_its_next_occurrence_leaves_nothing_in_TMS_and_its_room_to_the_one_that_follows()
    {
        var start = new DateTimeOffset(_now.Year, _now.Month, _now.Day, _now.Hour, 0, 0, TimeSpan.Zero).AddHours(1);
        var weekly = Meeting("cut") with { Start = start, End = start.AddHours(1), IsRecurring = true, Recurrence = Rule(start), LastEnd = start.AddDays(14).AddHours(1) };
        var series = await SeeAsync(weekly);
        (await _connector.ServeAsync(Handler)).Outcome.ShouldBe(ConferenceOutcome.Booked);
        await UntilAsync(async () => (await series.GetJoin()).State == SeriesJoinState.Ready);

        _time.Advance(start.AddHours(2) - _time.GetUtcNow());
        await series.Saw(weekly with { Recurrence = Rule(start, weeks: 0), LastEnd = start.AddHours(1) });
        (await _connector.ServeAsync(Handler)).Outcome.ShouldBe(ConferenceOutcome.Cancelled);
        (await HeldAsync()).ShouldAllBe(row => row.GetProperty("status").GetString() == "Finished");

        var next = start.AddDays(7);
        await SeeAsync(weekly with { ICalUId = "tms-following", EventId = "event-following", Start = next, End = next.AddHours(1), Recurrence = Rule(next, weeks: 1) });
        (await _connector.ServeAsync(Handler)).Outcome.ShouldBe(ConferenceOutcome.Booked);
        (await HeldAsync()).Count(row => row.GetProperty("status").GetString() == "Pending").ShouldBe(2);
    }

    /// <summary>Mondays, so many weeks on.</summary>
    private static string Rule(DateTimeOffset start, int weeks = 2) =>
        $"FREQ=WEEKLY;INTERVAL=1;BYDAY={start.DayOfWeek.ToString()[..2].ToUpperInvariant()};WKST=SU;UNTIL={start.AddDays(7 * weeks).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";

    private MeetingSighting Meeting(string uid) => new()
    {
        ICalUId = $"tms-{uid}", Organizer = "anna@contoso.example", EventId = $"event-{uid}", Subject = "Plan", Start = _now.AddHours(8), End = _now.AddHours(9),
        LastEnd = _now.AddHours(9), Keyword = Keyword.Meet, Rooms = ["vitosha@contoso.example"],
    };

    private async Task<IMeetingSeriesGrain> SeeAsync(MeetingSighting sighting)
    {
        var series = gateway.Gateway.Grains.GetGrain<IMeetingSeriesGrain>(GrainKeys.Series(sighting.ICalUId));
        await series.Saw(sighting);
        return series;
    }

    private async Task<IReadOnlyList<JsonElement>> HeldAsync() =>
        [.. (await _checker.GetFromJsonAsync<JsonElement>("/sandbox/conferences")).EnumerateArray().Where(row => row.GetProperty("status").GetString() != "Deleted")];

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await isSo())
            await Task.Delay(20, deadline.Token);
    }
}
