using Dapper;
using HybridCalendar.Clients.Keys;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Grains.Keys;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>A pool whose requests are changed behind it, as by another activation while there are two.</summary>
public sealed class SharedTableTests(MovableGateway world) : IClassFixture<MovableGateway>
{
    private readonly GatewayHost _gateway = world.Gateway;

    /// <summary>Of another pool: its requests are moved to the one that is looked at.</summary>
    private readonly AskerBox _asker = new(() => world.Gateway, NewName());
    private readonly string _name = NewName();

    private IConnectorPoolGrain Pool => _gateway.Grains.GetGrain<IConnectorPoolGrain>(GrainKeys.ConnectorPool(_name));

    [Fact]
    public async Task What_is_stored_behind_it_is_handed_out()
    {
        var id = await AskBehindAsync();

        await RoundsUntilAsync(async () => (await Pool.GetStatus()).Waiting == 1);

        var connector = Substitute.For<IConnectorObserver>();
        (await Pool.Renew("one", "connection", Readiness.Ready, _gateway.Grains.CreateObjectReference<IConnectorObserver>(connector))).ShouldBeTrue();
        (await Pool.Take("connection", 10)).ShouldHaveSingleItem().RequestId.ShouldBe(id);
        // The runtime would not keep it alive.
        GC.KeepAlive(connector);
    }

    [Fact]
    public async Task What_is_answered_behind_it_is_told()
    {
        _asker.Acknowledges = false;
        var id = await AskBehindAsync();
        await RoundsUntilAsync(async () => (await Pool.GetStatus()).Waiting == 1);
        var answer = Seal(id, "from the other");
        await ExecuteAsync("UPDATE connector_requests SET answer_key = @KeyId, answer = @Jwe WHERE id = @id", new { id, answer.KeyId, answer.Jwe });

        await RoundsUntilAsync(async () => await Pool.GetStatus() is { Waiting: 0, Unacknowledged: 1 });

        _asker.Open(await _asker.NextAsync()).ShouldBe("from the other");
    }

    [Fact]
    public async Task What_is_taken_away_behind_it_is_forgotten()
    {
        await AskBehindAsync();
        (await _asker.Pool.GetStatus()).Waiting.ShouldBe(1);

        await RoundsUntilAsync(async () => (await _asker.Pool.GetStatus()).Waiting == 0);
    }

    [Fact]
    public async Task An_answer_to_what_it_does_not_know_is_stored_and_told()
    {
        var id = await AskBehindAsync();

        await Pool.Answer(id, Seal(id, "done"));

        _asker.Open(await _asker.NextAsync()).ShouldBe("done");
    }

    [Fact]
    public async Task What_it_does_not_know_and_a_connector_cannot_open_is_given_back()
    {
        var id = await AskBehindAsync();

        await Pool.Unreadable(id, "The connector has no such key.");

        (await _asker.NextAsync()).Problem.ShouldBe("The connector has no such key.");
    }

    [Fact]
    public async Task What_it_does_not_know_is_acknowledged()
    {
        var id = await AskBehindAsync();

        await Pool.Acknowledge(id);

        (await ExecuteAsync("DELETE FROM connector_requests WHERE id = @id", new { id })).ShouldBe(0);
    }

    /// <summary>A request that the pool was not told of, which has read its table before.</summary>
    private async Task<string> AskBehindAsync()
    {
        await Pool.GetStatus();
        var id = NewName();
        await _asker.AskAsync(id);
        (await ExecuteAsync("UPDATE connector_requests SET pool = @pool WHERE id = @id", new { id, pool = GrainKeys.ConnectorPool(_name) })).ShouldBe(1);
        return id;
    }

    private SealedText Seal(string id, string json)
    {
        var key = _gateway.App.Services.GetRequiredService<OrganizationKeys>().Active.Link;
        return new SealedText(key.Id, LinkCipher.Seal(key, id, LinkWay.Answer, json));
    }

    private async Task<int> ExecuteAsync(string sql, object parameters)
    {
        var rows = 0;
        await _gateway.App.Services.GetRequiredService<CatalogDatabase>()
            .WriteAsync(async connection => rows = await connection.ExecuteAsync(sql, parameters));
        return rows;
    }

    private async Task RoundsUntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(GatewayHost.LongDeadline);
        while (!await isSo())
        {
            world.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(20, deadline.Token);
        }
    }

    private static string NewName() => Guid.NewGuid().ToString("N");
}
