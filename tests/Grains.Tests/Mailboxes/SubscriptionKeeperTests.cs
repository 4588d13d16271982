using System.Data.Common;
using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Tests.Databases;
using Microsoft.Extensions.Options;
using NodaTime;
using NSubstitute;

namespace HybridCalendar.Grains.Tests.Mailboxes;

public sealed class SubscriptionKeeperTests : IAsyncLifetime
{
    private const string Anna = "user:anna@contoso.example";
    private static readonly DateTimeOffset s_start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_life = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(5);
    private readonly GraphStandIn _graph = new();
    private readonly TimeProvider _time = Substitute.For<TimeProvider>();
    private readonly RichNotificationKeys _keys = RichNotificationKeys.Load(null, []);
    private readonly MailboxOptions _options = new() { PublicUrl = new Uri("https://calendar.contoso.example/") };
    private TestDatabase _database = null!;
    private SubscriptionRegistry _registry = null!;
    private SubscriptionKeeper _keeper = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(server: null);
        _registry = new SubscriptionRegistry(_database.Catalog);
        _keeper = new SubscriptionKeeper(_graph, _registry, _keys, Options.Create(_options), _time, new Jitter(new Random(3)));
        _time.GetUtcNow().Returns(s_start);
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        _keys.Dispose();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("7.00:00:00", null, "6.23:55:00")]
    [InlineData("7.00:00:00", "notify.pfx", "23:55:00")]
    [InlineData("02:00:00", null, "02:00:00")]
    [InlineData("02:00:00", "notify.pfx", "02:00:00")]
    public async Task A_clock_that_runs_ahead_asks_for_no_more_than_Graph_gives(string setting, string? certificate, string asked)
    {
        _options.SubscriptionLifetime = TimeSpan.Parse(setting, null);
        _options.EncryptionCertificatePath = certificate;

        var made = await KeepAsync(null);

        (made.ExpiresAt - s_start).ShouldBe(TimeSpan.Parse(asked, null));
        await KeepAsync(made with { RenewAt = s_start });
        _graph.Calls.ShouldBe([$"create until {made.ExpiresAt:u}", $"renew s1 until {made.ExpiresAt:u}"]);
    }

    [Fact]
    public async Task It_is_renewed_by_half_of_its_life_and_again_by_half_of_the_next()
    {
        var current = await KeepAsync(null);
        for (var (life, passed) = (1, TimeSpan.Zero); life <= 3; life++, passed += s_life * 0.5)
        {
            (await KeepAsync(current, passed + (s_life * 0.39))).ShouldBe(current);
            var renewed = await KeepAsync(current, passed + (s_life * 0.5));
            renewed.ExpiresAt.ShouldBe(s_start + passed + (s_life * 1.5));
            current = renewed;
        }
        _graph.Calls.Count.ShouldBe(4);
        _graph.Calls.Skip(1).ShouldAllBe(call => call.StartsWith("renew s1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renewal_that_fails_stays_due()
    {
        var current = await KeepAsync(null);
        _graph.Failure = new GraphException(GraphError.Transient, "subscription.renew: Graph answered 503.") { Status = 503 };

        await Should.ThrowAsync<GraphException>(() => KeepAsync(current, s_life / 2));
        _graph.Failure = null;

        (await KeepAsync(current, (s_life / 2) + TimeSpan.FromMinutes(1))).ExpiresAt.ShouldBe(s_start + (s_life * 1.5) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task One_that_Graph_no_longer_knows_is_made_anew()
    {
        var lost = await KeepAsync(null);
        _graph.Gone.Add(lost.Id);

        var made = await KeepAsync(lost, s_life / 2);

        made.Id.ShouldBe("s2");
        (await _registry.FindAsync(lost.Id)).ShouldBeNull();
        (await _registry.FindAsync(made.Id))!.Mailbox.ShouldBe(Anna);
    }

    [Fact]
    public async Task One_that_cannot_be_noted_is_ended()
    {
        await _database.Catalog.ExecuteAsync("CREATE TRIGGER fails BEFORE INSERT ON subscriptions BEGIN SELECT RAISE(ABORT, 'not now'); END", new { });

        await Should.ThrowAsync<DbException>(() => KeepAsync(null));

        _graph.Calls[^1].ShouldBe("delete s1");
    }

    [Theory]
    [InlineData("00:15:00", "7.00:00:00", null, true)]
    [InlineData("1.00:00:00", "7.00:00:00", null, true)]
    [InlineData("1.00:00:00", "00:45:00", null, false)]
    [InlineData("00:15:00", "00:45:00", null, false)]
    [InlineData("00:15:00", "01:00:00", null, true)]
    [InlineData("1.00:00:00", "7.00:00:00", "notify.pfx", false)]
    [InlineData("05:00:00", "7.00:00:00", "notify.pfx", true)]
    public void A_period_that_would_let_subscriptions_end_is_refused(string period, string life, string? certificate, bool isPossible)
    {
        _options.ReconcilePeriod = TimeSpan.Parse(period, null);
        _options.SubscriptionLifetime = TimeSpan.Parse(life, null);
        _options.EncryptionCertificatePath = certificate;

        var result = new MailboxOptionsValidator().Validate(null, _options);

        result.Succeeded.ShouldBe(isPossible);
        if (isPossible)
            return;
        var text = result.Failures!.ShouldHaveSingleItem();
        text.ShouldContain($"Mailboxes:ReconcilePeriod is {_options.ReconcilePeriod}");
        text.ShouldContain($"Mailboxes:SubscriptionLifetime is {_options.SubscriptionLifetime}");
    }

    private async Task<SubscriptionState> KeepAsync(SubscriptionState? current, TimeSpan passed = default)
    {
        _time.GetUtcNow().Returns(s_start + passed);
        return await _keeper.KeepAsync(Anna, current);
    }

    /// <summary>Gives what it is asked for, and notes it.</summary>
    private sealed class GraphStandIn : IGraphSubscriptions
    {
        public List<string> Calls { get; } = [];

        public HashSet<string> Gone { get; } = [];

        public GraphException? Failure { get; set; }

        private int _made;

        public Task<GraphSubscription> CreateAsync(SubscriptionRequest request, CancellationToken cancel = default)
        {
            Note($"create until {request.Expiration.ToDateTimeOffset():u}");
            return Task.FromResult(new GraphSubscription($"s{++_made}", request.Expiration));
        }

        public Task<GraphSubscription?> RenewAsync(string subscriptionId, Instant expiration, CancellationToken cancel = default)
        {
            Note($"renew {subscriptionId} until {expiration.ToDateTimeOffset():u}");
            return Task.FromResult(Gone.Contains(subscriptionId) ? null : new GraphSubscription(subscriptionId, expiration));
        }

        public Task<bool> ReauthorizeAsync(string subscriptionId, CancellationToken cancel = default) => Task.FromResult(!Gone.Contains(subscriptionId));

        public Task DeleteAsync(string subscriptionId, CancellationToken cancel = default)
        {
            Note($"delete {subscriptionId}");
            return Task.CompletedTask;
        }

        private void Note(string call)
        {
            Calls.Add(call);
            if (Failure is { } failure)
                throw failure;
        }
    }
}
