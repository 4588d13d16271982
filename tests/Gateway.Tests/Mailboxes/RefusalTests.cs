using HybridCalendar.Clients.Office365;
using HybridCalendar.Domain.Health;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Mailboxes;
using HybridCalendar.Grains.Rooms;

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
        (await room.GetStatus()).Findings.ShouldHaveSingleItem().Code.ShouldBe(HealthCode.AccessDenied);

        gateway.Office365.Refused.Clear();
        await room.Reconcile();
        await FindsAsync(room, []);
    }

    private static async Task FindsAsync(IMailboxGrain mailbox, HealthCode[] expected)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (!(await mailbox.GetStatus()).Findings.Select(finding => finding.Code).SequenceEqual(expected))
            await Task.Delay(20, deadline.Token);
    }
}
