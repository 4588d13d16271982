using Dapper;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Keys;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Requests on their way: in order, to one connector at a time, answered once, kept until the asker has the answer.</summary>
public sealed class PoolTests(MovableGateway world) : IClassFixture<MovableGateway>
{
    private readonly FakeTime _time = world.Time;
    private readonly GatewayHost _gateway = world.Gateway;
    private readonly AskerBox _asker = new(() => world.Gateway, Guid.NewGuid().ToString("N"));

    private IConnectorPoolGrain Pool => _asker.Pool;

    private OrganizationKeys Keys => _gateway.App.Services.GetRequiredService<OrganizationKeys>();

    [Fact]
    public async Task Requests_are_handed_out_once_and_in_order_to_the_one_that_serves()
    {
        var (one, other) = (NewConnection("one"), NewConnection("other"));
        for (var i = 0; i < 5; i++)
            await _asker.AskAsync(Id(i));
        (await one.RenewAsync()).ShouldBeTrue();
        (await other.RenewAsync()).ShouldBeFalse();
        (await one.TakeAsync(2)).ShouldBe([Id(0), Id(1)]);
        (await other.TakeAsync(2)).ShouldBeEmpty();
        (await one.TakeAsync(10)).ShouldBe([Id(2), Id(3), Id(4)]);
        (await one.TakeAsync(10)).ShouldBeEmpty();
        var status = await Pool.GetStatus();
        (status.Waiting, status.Unacknowledged, status.OldestAskedAt, status.ActiveConnector).ShouldBe((5, 0, _time.GetUtcNow(), "one"));
        status.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connector_that_is_not_heard_of_is_relieved_and_all_that_waits_is_handed_over()
    {
        var (one, other) = (NewConnection("one"), NewConnection("other"));
        await _asker.AskAsync(Id(0));
        await one.RenewAsync();
        await one.TakeAsync(1);
        _time.Advance(PoolLease.Length - TimeSpan.FromSeconds(1));
        (await other.RenewAsync()).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        (await other.RenewAsync()).ShouldBeTrue();
        (await other.TakeAsync(1)).ShouldBe([Id(0)]);
        (await one.RenewAsync()).ShouldBeFalse();
        await AnswerAsync(Id(0), "from the other");
        await AnswerAsync(Id(0), "from the first, late");
        _asker.Open(await _asker.NextAsync()).ShouldBe("from the other");
        (await Pool.GetStatus()).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_leaves_or_goes_into_maintenance_hands_over_at_once()
    {
        var (one, other) = (NewConnection("one"), NewConnection("other"));
        await one.RenewAsync();
        await other.RenewAsync();
        await Pool.Leave(one.Id);
        await other.LookedAsync();
        (await other.RenewAsync()).ShouldBeTrue();
        (await one.RenewAsync()).ShouldBeFalse();
        (await other.RenewAsync(Readiness.OutOfService)).ShouldBeFalse();
        (await one.RenewAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_cannot_work_is_relieved_after_a_while_when_another_one_can()
    {
        var (one, other) = (NewConnection("one"), NewConnection("other"));
        await _asker.AskAsync(Id(0));
        await one.RenewAsync();
        await one.TakeAsync(1);
        (await other.RenewAsync(Readiness.Unable)).ShouldBeFalse();
        (await one.RenewAsync(Readiness.Unable)).ShouldBeTrue();
        _time.Advance(PoolLease.Patience);
        (await one.RenewAsync(Readiness.Unable)).ShouldBeTrue("the other one cannot either");
        (await other.RenewAsync()).ShouldBeFalse("it is the holder who gives the lease up");
        (await one.RenewAsync(Readiness.Unable)).ShouldBeFalse();
        (await other.RenewAsync()).ShouldBeFalse("the request is in the hands of the first");
        (await other.TakeAsync(1)).ShouldBeEmpty();
        (await one.RenewAsync(Readiness.StoodDown)).ShouldBeFalse();
        await other.LookedAsync();
        (await one.RenewAsync(Readiness.Unable)).ShouldBeFalse("the lease is free for the one that is ready");
        (await other.RenewAsync()).ShouldBeTrue();
        (await other.TakeAsync(1)).ShouldBe([Id(0)]);
        (await one.RenewAsync()).ShouldBeFalse("being able again does not take the lease back");
    }

    [Fact]
    public async Task One_that_does_not_say_that_its_work_is_ended_is_relieved_when_its_lease_runs_out()
    {
        var (one, other) = await StandingDownAsync();
        for (var passed = TimeSpan.Zero; passed < PoolLease.Length; passed += TimeSpan.FromSeconds(5))
        {
            (await one.RenewAsync(Readiness.Unable)).ShouldBeFalse();
            (await other.RenewAsync()).ShouldBeFalse();
            _time.Advance(TimeSpan.FromSeconds(5));
        }
        (await other.RenewAsync()).ShouldBeTrue();
        (await other.TakeAsync(1)).ShouldBe([Id(0)]);
    }

    [Fact]
    public async Task One_that_is_able_again_before_its_work_is_ended_goes_on_with_all_that_it_was_handed()
    {
        var (one, other) = await StandingDownAsync();
        (await one.TakeAsync(1)).ShouldBeEmpty();
        (await Pool.GetStatus()).ActiveConnector.ShouldBeNull();
        (await one.RenewAsync()).ShouldBeTrue();
        (await one.TakeAsync(1)).ShouldBe([Id(0)]);
        (await other.RenewAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_is_soon_able_again_keeps_serving()
    {
        var (one, other) = (NewConnection("one"), NewConnection("other"));
        await one.RenewAsync(Readiness.Unable);
        await other.RenewAsync();
        _time.Advance(PoolLease.Patience - TimeSpan.FromSeconds(1));
        (await one.RenewAsync(Readiness.Unable)).ShouldBeTrue();
        (await one.RenewAsync()).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(2));
        (await one.RenewAsync(Readiness.Unable)).ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_cannot_work_serves_while_nobody_else_is_heard_of()
    {
        var (one, other) = (NewConnection("one"), NewConnection("other"));
        await other.RenewAsync();
        _time.Advance(PoolLease.Length);
        (await one.RenewAsync(Readiness.Unable)).ShouldBeTrue();
        _time.Advance(PoolLease.Patience);
        (await one.RenewAsync(Readiness.Unable)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_connector_that_comes_back_goes_on_at_once()
    {
        var (before, after) = (NewConnection("one"), NewConnection("one"));
        await _asker.AskAsync(Id(0));
        await before.RenewAsync();
        (await before.TakeAsync(1)).ShouldBe([Id(0)]);
        (await after.RenewAsync()).ShouldBeTrue();
        (await after.TakeAsync(1)).ShouldBe([Id(0)]);
        (await before.TakeAsync(1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_asker_is_told_until_it_acknowledges()
    {
        _asker.Acknowledges = false;
        await _asker.AskAsync(Id(0));
        await AnswerAsync(Id(0), "done");
        _asker.Open(await _asker.NextAsync()).ShouldBe("done");
        await _asker.AskAsync(Id(0));
        _asker.Open(await _asker.NextAsync()).ShouldBe("done");
        _time.Advance(TimeSpan.FromSeconds(31));
        _asker.Open(await _asker.NextAsync()).ShouldBe("done");
        (await Pool.GetStatus()).Unacknowledged.ShouldBe(1);
        await Pool.Acknowledge(Id(0));
        (await Pool.GetStatus()).Unacknowledged.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_asked_before_a_key_was_rotated_goes_on()
    {
        await _asker.AskAsync(Id(0));
        await Keys.RotateAsync();
        var one = NewConnection("one");
        await one.RenewAsync();
        (await one.TakeAsync(1)).ShouldBe([Id(0)]);
        await AnswerAsync(Id(0), "done");
        _asker.Open(await _asker.NextAsync()).ShouldBe("done");
    }

    [Fact]
    public async Task What_was_asked_under_a_key_that_is_revoked_is_given_back()
    {
        await _asker.AskAsync(Id(0));
        await _asker.AskAsync(Id(1));
        var one = NewConnection("one");
        await one.RenewAsync();
        await one.TakeAsync(1);
        var key = Keys.Active;
        await Keys.RevokeAsync(key.Id);
        (await one.TakeAsync(1)).ShouldBeEmpty();
        (await _asker.NextAsync()).Problem.ShouldBe($"The organization key {key.Id} was revoked while the request was on its way.");
        await Pool.Answer(Id(0), new SealedText(key.Id, LinkCipher.Seal(key.Link, Id(0), LinkWay.Answer, "too late")));
        var told = await _asker.NextAsync();
        (told.RequestId, told.Answer).ShouldBe((Id(0), null));
        told.Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_asked_under_a_key_that_is_lost_is_given_back_now_and_then_and_an_administrator_is_told()
    {
        _asker.Acknowledges = false;
        var key = Keys.Active.Id;
        await _asker.AskAsync(Id(0));
        (await Pool.GetStatus()).Problem.ShouldBeNull();
        await Keys.RotateAsync();
        await _gateway.App.Services.GetRequiredService<CatalogDatabase>().WriteAsync(connection => connection.ExecuteAsync("DELETE FROM organization_keys WHERE id = @key", new { key }));
        await Keys.RefreshAsync();

        _time.Advance(TimeSpan.FromSeconds(31));
        (await _asker.NextAsync()).Problem.ShouldBe($"The organization key {key} is lost.");
        var alarm = (await Pool.GetStatus()).Alarms.ShouldHaveSingleItem();
        (alarm.Code, alarm.Severity, alarm.Since).ShouldBe(("key-lost", AlarmSeverity.Critical, _time.GetUtcNow()));
        alarm.Text.ShouldStartWith($"The organization key {key} is lost, with 1 request(s) to TMS");
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(2); passed += TimeSpan.FromSeconds(30))
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Pool.GetStatus();
        }
        _asker.Rest().Count.ShouldBeInRange(1, 12);
        // By now the meeting counts as one that does not listen, too.
        (await Pool.GetStatus()).Alarms.Select(one => (one.Code, one.Since == alarm.Since)).ShouldBe([("key-lost", true), ("answers-not-taken", false)]);

        await Pool.Acknowledge(Id(0));
        (await Pool.GetStatus()).Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_was_away_is_no_asker_that_does_not_listen()
    {
        _asker.Acknowledges = false;
        await _asker.AskAsync(Id(0));
        await AnswerAsync(Id(0), "done");
        await _asker.NextAsync();
        await RenameAsync("connector_requests", "connector_requests_away");
        try
        {
            for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(1); passed += TimeSpan.FromSeconds(30))
            {
                _time.Advance(TimeSpan.FromSeconds(30));
                await Pool.GetStatus();
            }
            _asker.Rest().ShouldBeEmpty();
        }
        finally
        {
            await RenameAsync("connector_requests_away", "connector_requests");
        }
        (await Pool.GetStatus()).Problem.ShouldBeNull();
        _time.Advance(TimeSpan.FromSeconds(31));
        _asker.Open(await _asker.NextAsync()).ShouldBe("done");
        await Pool.Acknowledge(Id(0));
    }

    [Fact]
    public async Task A_request_that_the_connector_cannot_open_is_given_back()
    {
        await _asker.AskAsync(Id(0));
        await Pool.Unreadable(Id(0), "The connector has no such key.");
        (await _asker.NextAsync()).Problem.ShouldBe("The connector has no such key.");
    }

    /// <summary>The first was handed a request and told to stand by; the other one is ready.</summary>
    private async Task<(Connection One, Connection Other)> StandingDownAsync()
    {
        var (one, other) = (NewConnection("one"), NewConnection("other"));
        await _asker.AskAsync(Id(0));
        await one.RenewAsync();
        await one.TakeAsync(1);
        await one.RenewAsync(Readiness.Unable);
        _time.Advance(PoolLease.Patience);
        await one.RenewAsync(Readiness.Unable);
        await other.RenewAsync();
        (await one.RenewAsync(Readiness.Unable)).ShouldBeFalse();
        return (one, other);
    }

    private Task RenameAsync(string table, string name) => _gateway.App.Services.GetRequiredService<CatalogDatabase>()
        .WriteAsync(connection => connection.ExecuteAsync($"ALTER TABLE {table} RENAME TO {name}"));

    /// <summary>Tests share the table of requests.</summary>
    private string Id(int number) => $"{_asker.Name}-{number}";

    private Connection NewConnection(string connector) => new(_gateway, Pool, connector);

    private Task AnswerAsync(string id, string json)
    {
        var key = Keys.Active.Link;
        return Pool.Answer(id, new SealedText(key.Id, LinkCipher.Seal(key, id, LinkWay.Answer, json)));
    }

    /// <summary>A connection as the pool sees it.</summary>
    private sealed class Connection : IConnectorObserver
    {
        private readonly IConnectorPoolGrain _pool;
        private readonly IConnectorObserver _reference;
        private readonly string _connector;
        private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Connection(GatewayHost gateway, IConnectorPoolGrain pool, string connector)
        {
            (_pool, _connector) = (pool, connector);
            _reference = gateway.Grains.CreateObjectReference<IConnectorObserver>(this);
        }

        public string Id { get; } = Guid.NewGuid().ToString("N");

        public Task<bool> RenewAsync(Readiness readiness = Readiness.Ready) => _pool.Renew(_connector, Id, readiness, _reference);

        public async Task<IEnumerable<string>> TakeAsync(int most) => (await _pool.Take(Id, most)).Select(request => request.RequestId);

        public Task LookedAsync() => _looked.Task.WaitAsync(GatewayHost.LongDeadline);

        public Task Look()
        {
            _looked.TrySetResult();
            return Task.CompletedTask;
        }

        public Task Test(string testId, bool books) => Task.CompletedTask;

        public Task End(LinkRefusal reason) => Task.CompletedTask;
    }
}
