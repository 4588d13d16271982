using System.Net.Http.Json;
using System.Text.Json;
using HybridCalendar.Gateway.Admin;
using HybridCalendar.Gateway.Overviews;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Connectors;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>One connector that hangs does not keep programs from what the others tell.</summary>
public sealed class HangingConnectorTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly GatewayHost _gateway;

    public HangingConnectorTests() => _gateway = new GatewayHost(_time)
    {
        Adjust = services => services.AddSingleton(all => ActivatorUtilities.CreateInstance<ConnectorPageReader>(all, _grains)),
    };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task The_list_comes_without_what_it_has_to_tell()
    {
        var (hangs, answers, isRemoved) = (await MakeAsync("one.contoso.example"), await MakeAsync("two.contoso.example"), await MakeAsync("three.contoso.example"));
        var status = await _gateway.Grains.GetGrain<IConnectorGrain>(GrainKeys.Connector("two.contoso.example")).GetStatus();
        answers.GetStatus().Returns(status);
        isRemoved.GetStatus().Returns((ConnectorStatus?)null);
        hangs.GetStatus().Returns(_ =>
        {
            _asked.TrySetResult();
            return new TaskCompletionSource<ConnectorStatus?>().Task;
        });
        var pool = Substitute.For<IConnectorPoolGrain>();
        pool.GetStatus().Returns(new PoolStatus(3, 1, null, null));
        _grains.GetGrain<IConnectorPoolGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(pool);

        var list = _gateway.Admin.GetFromJsonAsync<JsonElement>("/api/connectors", TestContext.Current.CancellationToken);
        await _asked.Task.WaitAsync(GatewayHost.LongDeadline, TestContext.Current.CancellationToken);
        while (!list.IsCompleted)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            _time.Advance(OverviewReader.LongestAsk);
        }

        var shown = await list;
        shown.GetProperty("connectors").EnumerateArray().Select(row => (row.GetProperty("id").GetString(), row.GetProperty("status").ValueKind))
            .ShouldBe([("one.contoso.example", JsonValueKind.Null), ("two.contoso.example", JsonValueKind.Object)]);
        shown.GetProperty("requests").GetProperty("waiting").GetInt32().ShouldBe(3);
    }

    /// <summary>Registers a connector.</summary>
    /// <returns>What stands in for it when it is asked.</returns>
    private async Task<IConnectorGrain> MakeAsync(string host)
    {
        (await _gateway.Admin.PostAsJsonAsync("/api/connectors", new { host })).EnsureSuccessStatusCode();
        var connector = Substitute.For<IConnectorGrain>();
        _grains.GetGrain<IConnectorGrain>(GrainKeys.Connector(host), Arg.Any<string?>()).Returns(connector);
        return connector;
    }
}
