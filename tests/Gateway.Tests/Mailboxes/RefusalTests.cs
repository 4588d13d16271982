using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;
using HybridCalendar.Grains.Timelines;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>What Graph refuses is told until Graph gives it.</summary>
public sealed class RefusalTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task Work_that_did_not_call_Graph_does_not_end_a_refusal()
    {
        const string Mail = "refused@contoso.example";
        gateway.Office365.Refused[Mail] = GraphError.AccessDenied;
        var room = gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Mail));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Refused", CalendarEnabled = true })).ShouldBeNull();
        await FindsAsync(room, [HealthCode.AccessDenied]);

        await room.TakeHints([]);
        (await room.StatusAtRestAsync()).Findings.ShouldHaveSingleItem().Code.ShouldBe(HealthCode.AccessDenied);

        gateway.Office365.Refused.Clear();
        await room.Reconcile();
        await FindsAsync(room, []);
    }

    [Fact]
    public async Task An_address_that_Graph_cannot_reach_is_told_until_it_can()
    {
        const string Mail = "unreached@contoso.example";
        gateway.Office365.Unreached[Mail] = "ValidationError";
        var room = gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Mail));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Unreached", CalendarEnabled = true })).ShouldBeNull();
        // Read all the same, and tried again.
        await ReadsAsync(room);
        await room.Reconcile();
        await FindsAsync(room, [HealthCode.NotSubscribed]);
        (await room.StatusAtRestAsync()).Findings.Single().Text.ShouldSatisfyAllConditions(
            text => text.ShouldContain("http://127.0.0.1:9/base/graph/notifications"), text => text.ShouldContain("ValidationError"));
        (await room.TimelineAtRestAsync()).Entries.ShouldContain(entry => entry.Fact!.Code == FactCodes.SubscriptionRefused);

        gateway.Office365.Unreached.Clear();
        await room.Reconcile();
        await FindsAsync(room, []);
        (await room.StatusAtRestAsync()).SubscribedUntil.ShouldNotBeNull();
    }

    private static async Task ReadsAsync(IMailboxGrain mailbox)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while ((await mailbox.GetStatus()).LastReconciled is null)
            await Task.Delay(20, deadline.Token);
    }

    private static async Task FindsAsync(IMailboxGrain mailbox, HealthCode[] expected)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!(await mailbox.GetStatus()).Findings.Select(finding => finding.Code).SequenceEqual(expected))
            await Task.Delay(20, deadline.Token);
    }
}
