using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Grains.Tests.Mailboxes;

/// <summary>Which of the gateways of a cluster has mailboxes look for what they missed.</summary>
public sealed class CatchUpTurnTests(PostgresServer server) : IAsyncLifetime
{
    private readonly FakeTime _time = new(DateTimeOffset.UnixEpoch.AddYears(57));
    private TestDatabase? _store;

    private CatalogDatabase Database => _store!.Catalog;

    public async ValueTask InitializeAsync() => _store = await TestDatabase.CreateAsync(server);

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_first_gateway_does_it_at_once()
    {
        var (_, first) = await StartAsync();
        (await first.DecideAsync()).ShouldBe(true);
    }

    [Fact]
    public async Task A_gateway_alone_on_one_machine_does_it_at_once()
    {
        await using var file = await TestDatabase.CreateAsync(server: null);
        var lease = new HintLease(file.Catalog, _time);
        await lease.BeginAsync();
        (await new CatchUpTurn(file.Catalog, lease.Owner, _time).DecideAsync()).ShouldBe(true);
    }

    [Fact]
    public async Task Where_one_was_there_before_nothing_was_missed()
    {
        var (other, first) = await StartAsync();
        (await first.DecideAsync()).ShouldBe(true);
        await first.EndAsync();
        var (_, next) = await StartAsync();
        (await next.DecideAsync()).ShouldBeNull("it may have been killed a moment ago");
        _time.Advance(HintLease.BeatPeriod);
        await other.BeatAsync();

        (await next.DecideAsync()).ShouldBe(false);

        // And whoever comes after this one need not ask for the first.
        await other.EndAsync();
        var (_, last) = await StartAsync();
        (await last.DecideAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Where_the_one_before_beats_no_more_it_is_done_within_seconds()
    {
        var (_, killed) = await StartAsync();
        (await killed.DecideAsync()).ShouldBe(true);
        await killed.EndAsync();
        var (_, next) = await StartAsync();
        (await next.DecideAsync()).ShouldBeNull();
        _time.Advance(CatchUpTurn.Patience);

        (await next.DecideAsync()).ShouldBe(true);
    }

    [Fact]
    public async Task Of_two_that_start_after_an_outage_one_does_it_and_the_other_waits_for_it()
    {
        var ((one, first), (other, second)) = (await StartAsync(), await StartAsync());
        (await first.DecideAsync()).ShouldBeNull();
        (await second.DecideAsync()).ShouldBeNull();
        _time.Advance(HintLease.BeatPeriod);
        await one.BeatAsync();
        await other.BeatAsync();

        (await Task.WhenAll(first.DecideAsync(), second.DecideAsync())).ShouldBe([true, null], ignoreOrder: true);
    }

    [Fact]
    public async Task What_one_has_begun_that_dies_the_other_does()
    {
        var ((one, first), (other, second)) = (await StartAsync(), await StartAsync());
        await first.DecideAsync();
        await second.DecideAsync();
        _time.Advance(HintLease.BeatPeriod);
        await one.BeatAsync();
        await other.BeatAsync();
        (await first.DecideAsync()).ShouldBe(true);
        (await second.DecideAsync()).ShouldBeNull();
        _time.Advance(CatchUpTurn.Patience);

        (await second.DecideAsync()).ShouldBe(true);
    }

    private async Task<(HintLease Lease, CatchUpTurn Turn)> StartAsync()
    {
        var lease = new HintLease(Database, _time);
        await lease.BeginAsync();
        return (lease, new CatchUpTurn(Database, lease.Owner, _time));
    }
}
