using HybridCalendar.Hosting;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Gateway.Tests.Hosting;

public sealed class SiloWaitTests
{
    [Fact]
    public async Task A_gateway_gives_its_silos_up_in_the_end()
    {
        var time = new FakeTime(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
        var begin = time.GetUtcNow();
        var wait = new SiloWait(time);
        var tries = 0;
        for (var again = true; again; tries++)
        {
            var next = wait.AgainAsync(TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromSeconds(1));
            again = await next;
        }
        tries.ShouldBeGreaterThan(100);
        (time.GetUtcNow() - begin).ShouldBeInRange(SiloWait.Longest, SiloWait.Longest + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_end_of_the_start_ends_the_waiting()
    {
        var wait = new SiloWait(new FakeTime(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero)));
        using var stop = new CancellationTokenSource();
        var next = wait.AgainAsync(stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }
}
