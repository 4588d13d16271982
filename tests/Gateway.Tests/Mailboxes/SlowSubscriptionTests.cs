using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Users;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Graph takes long to subscribe to many mailboxes, as it cannot reach the gateway.</summary>
public sealed class SlowSubscriptionTests(MovableGateway world) : IClassFixture<MovableGateway>
{
    /// <summary>So many subscriptions are made at once.</summary>
    private const int Slots = 16;

    [Fact]
    public async Task A_calendar_is_read_meanwhile_and_subscribed_to_when_its_turn_has_come()
    {
        var slow = Enumerable.Range(0, Slots).ToDictionary(number => $"slow-{number}@contoso.example", _ => new HeldMailbox());
        try
        {
            foreach (var (mail, held) in slow)
            {
                world.Gateway.Office365.HeldSubscriptions[mail] = held;
                await SwitchOnAsync(mail);
                await held.AskedAsync();
            }
            var late = await SwitchOnAsync("late@contoso.example");

            await EventuallyAsync(async () => (await late.GetStatus()).LastReconciled is not null);
            (await late.GetStatus()).SubscribedUntil.ShouldBeNull();

            LetGo();
            await EventuallyAsync(async () => (await late.GetStatus()).SubscribedUntil is not null);
        }
        finally
        {
            LetGo();
        }

        void LetGo()
        {
            foreach (var held in slow.Values)
                held.Dispose();
        }
    }

    private async Task<IUserGrain> SwitchOnAsync(string mail)
    {
        var user = world.Gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(mail));
        await user.Configure(new UserSettings { Enabled = true });
        return user;
    }

    private async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!await isSo())
        {
            world.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(20, deadline.Token);
        }
    }
}
