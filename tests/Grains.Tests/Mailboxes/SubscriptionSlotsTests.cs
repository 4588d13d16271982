using HybridCalendar.Clients.Office365;
using HybridCalendar.Clients.Office365.Notifications;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.Options;
using NodaTime;
using NSubstitute;

namespace HybridCalendar.Grains.Tests.Mailboxes;

/// <summary>Graph takes long to make subscriptions, as when its packets to the gateway are dropped.</summary>
public sealed class SubscriptionSlotsTests : IAsyncLifetime
{
    private const int Slots = 16;
    private static readonly DateTimeOffset s_start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly FakeTime _time = new(s_start);
    private readonly IGraphSubscriptions _graph = Substitute.For<IGraphSubscriptions>();
    private readonly TaskCompletionSource<GraphSubscription> _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RichNotificationKeys _keys = RichNotificationKeys.Load(null, []);
    private readonly MailboxOptions _options = new() { PublicUrl = new Uri("https://calendar.contoso.example/") };
    private TestDatabase _database = null!;
    private SubscriptionKeeper _keeper = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(server: null);
        _keeper = new SubscriptionKeeper(_graph, new SubscriptionRegistry(_database.Catalog), _keys, Options.Create(_options), _time, new Jitter(new Random(3)));
        _graph.CreateAsync(null!, TestContext.Current.CancellationToken).ReturnsForAnyArgs(_made.Task);
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.Dispose();
        _keys.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Who_finds_all_slots_taken_is_sent_away_and_told_when_to_come_again()
    {
        var first = Keep(Slots);
        var late = Keep(3);

        _time.Advance(s_patience / 2);
        late.ShouldAllBe(asked => !asked.IsCompleted);
        _time.Advance(s_patience / 2);

        (await PausesAsync(late)).ShouldBe([TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(60)]);
        first.ShouldAllBe(asked => !asked.IsCompleted);

        _made.SetResult(new GraphSubscription("made", Instant.FromDateTimeOffset(s_start) + Duration.FromDays(7)));
        await Task.WhenAll(first);
        (await Keep(1).Single()).Id.ShouldBe("made");
    }

    [Fact]
    public async Task Nobody_is_told_to_wait_longer_than_until_he_is_looked_after_anyway()
    {
        _options.ReconcilePeriod = TimeSpan.FromMinutes(1);
        Keep(Slots);
        var late = Keep(3100);

        _time.Advance(s_patience);

        (await PausesAsync(late))[^1].ShouldBe(_options.ReconcilePeriod);
        _made.SetCanceled(TestContext.Current.CancellationToken);
    }

    private List<Task<SubscriptionState>> Keep(int mailboxes) =>
        [.. Enumerable.Range(0, mailboxes).Select(mailbox => _keeper.KeepAsync($"user:{mailbox}@contoso.example", null))];

    /// <summary>How long each was told to wait, the shortest first.</summary>
    private static async Task<List<TimeSpan>> PausesAsync(List<Task<SubscriptionState>> asked)
    {
        var pauses = new List<TimeSpan>();
        foreach (var one in asked)
        {
            var away = await Should.ThrowAsync<GraphException>(() => one.WaitAsync(TimeSpan.FromSeconds(20)));
            away.IsTransient.ShouldBeTrue();
            pauses.Add(away.RetryAfter!.Value);
        }
        pauses.Sort();
        return pauses;
    }
}
