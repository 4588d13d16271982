using System.Net;
using System.Net.Sockets;
using HybridCalendar.Connector.Link;
using HybridCalendar.Gateway.Tests.Hosting;

namespace HybridCalendar.Gateway.Tests.Connectors;

/// <summary>Connectors that lost the same gateway do not come back together.</summary>
public sealed class ReconnectTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const int Tries = 6;

    /// <summary>Nothing else in a connector waits just so long.</summary>
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(7);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Before_each_try_to_reach_a_gateway_that_is_gone_it_waits_for_longer_by_chance(int seed)
    {
        var expected = new Pauses(s_first, new Random(seed));
        var time = new PassingPauses([.. Enumerable.Range(1, Tries).Select(expected.After)]);
        await using var connector = await TestConnector.RegisterAsync(gateway, Nobody(), new CountingHandler(), time);

        await connector.StartAsync(pauses: new Pauses(s_first, new Random(seed)));

        // Whoever waits otherwise waits for minutes, and none of it passes.
        await time.Passed.WaitAsync(GatewayHost.LongDeadline);
    }

    private static Uri Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>Lets just these waits pass at once, in their order; all others take their time.</summary>
    private sealed class PassingPauses(IReadOnlyList<TimeSpan> pauses) : TimeProvider
    {
        private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _gate = new();
        private int _next;

        public Task Passed => _passed.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Passes(dueTime) ? TimeSpan.FromMilliseconds(1) : dueTime, period);

        /// <summary>Timers know whole milliseconds.</summary>
        private bool Passes(TimeSpan wait)
        {
            lock (_gate)
            {
                if (_next == pauses.Count || Math.Abs((wait - pauses[_next]).TotalMilliseconds) > 1)
                    return false;
                if (++_next == pauses.Count)
                    _passed.SetResult();
                return true;
            }
        }
    }
}
