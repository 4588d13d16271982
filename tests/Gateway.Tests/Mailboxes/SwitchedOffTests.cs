using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>A mailbox that is watched no longer, on a clock that the test moves.</summary>
public sealed class SwitchedOffTests : IAsyncLifetime
{
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly GatewayHost _gateway;

    public SwitchedOffTests() => _gateway = new GatewayHost(_time);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task What_was_left_when_it_was_switched_off_is_done_by_itself()
    {
        var user = _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User("off@contoso.example"));
        await user.Configure(new UserSettings { Enabled = true });
        var made = await _gateway.Office365.NextSubscriptionAsync();
        await EventuallyAsync(async () => (await user.StatusAtRestAsync()).SubscribedUntil is not null, TimeSpan.Zero);
        _gateway.Office365.FailingEnds = 1;
        await Should.ThrowAsync<InvalidOperationException>(() => user.Configure(new UserSettings { Enabled = false }));
        _gateway.Office365.Ended.ShouldBeEmpty();

        await EventuallyAsync(async () => (await user.StatusAtRestAsync()).SubscribedUntil is null, TimeSpan.FromMinutes(1));

        _gateway.Office365.Ended.ShouldBe([made.Id]);
    }

    private async Task EventuallyAsync(Func<Task<bool>> isSo, TimeSpan step)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!await isSo())
        {
            _time.Advance(step);
            await Task.Delay(20, deadline.Token);
        }
    }
}
