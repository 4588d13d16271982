using Dapper;
using HybridCalendar.Grains.Hints;
using HybridCalendar.Grains.Tests.Databases;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.Logging.Abstractions;

namespace HybridCalendar.Grains.Tests.Hints;

/// <summary>What keeps a lease while the host runs.</summary>
public sealed class HintKeeperTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_database_that_fails_it_while_the_host_stops_does_not_fail_the_stop()
    {
        await using var store = await TestDatabase.CreateAsync(server: null);
        var time = new FakeTime(DateTimeOffset.UnixEpoch.AddYears(60));
        var lease = new HintLease(store.Catalog, time);
        await lease.BeginAsync();
        var (asked, answer) = (NewSignal(), NewSignal());
        var keeper = new HintKeeper(
            lease, _ =>
            {
                asked.TrySetResult();
                return answer.Task;
            },
            time, NullLogger.Instance);
        keeper.Start();
        time.Advance(HintLease.BeatPeriod);
        await asked.Task.WaitAsync(s_deadline, TestContext.Current.CancellationToken);

        var end = keeper.DisposeAsync().AsTask();
        answer.SetException(new TimeoutException());

        await end.WaitAsync(s_deadline, TestContext.Current.CancellationToken);
        await using var connection = await store.Catalog.OpenAsync(TestContext.Current.CancellationToken);
        (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM hint_owners")).ShouldBe(0, "its hints are anybody's at once");
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
