using HybridCalendar.Clients.Office365;
using HybridCalendar.Gateway.Tests.Connectors;
using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>What is wrong with a mailbox comes into lists, and out of them, though the catalog fails at the wrong moment.</summary>
public sealed class UntoldProblemTests(MovableGateway world) : IClassFixture<MovableGateway>
{
    private const string Mail = "untold@contoso.example";
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task What_lists_did_not_take_is_told_with_the_next_upkeep()
    {
        world.Gateway.Office365.Refused[Mail] = GraphError.AccessDenied;
        var room = world.Gateway.Grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(Mail));
        (await room.Configure(new WorkspaceSettings { DisplayName = "Untold", CalendarEnabled = true })).ShouldBeNull();
        await ComesToBeAsync(room, async () => await IsListedAsync());

        await ExecuteAsync("CREATE TRIGGER fails BEFORE INSERT ON workspaces BEGIN SELECT RAISE(ABORT, 'not now'); END");
        world.Gateway.Office365.Refused.Clear();
        await room.Reconcile();
        await ComesToBeAsync(room, async () => (await room.GetStatus()).Findings.IsEmpty);
        (await IsListedAsync()).ShouldBeTrue();

        await ExecuteAsync("DROP TRIGGER fails");
        await ComesToBeAsync(room, async () => !await IsListedAsync());
    }

    private async Task<bool> IsListedAsync() =>
        (await world.Gateway.App.Services.GetRequiredService<Catalog>().ListWorkspacesAsync(null, 500, Mail, onlyProblems: true)).Count > 0;

    private Task ExecuteAsync(string sql) => world.Gateway.App.Services.GetRequiredService<CatalogDatabase>().ExecuteAsync(sql, new { });

    /// <summary>Within an hour, in which nothing else but the upkeep comes by.</summary>
    private async Task ComesToBeAsync(IRoomMailboxGrain room, Func<Task<bool>> isSo)
    {
        for (var passed = TimeSpan.Zero; !await isSo(); passed += s_step)
        {
            passed.ShouldBeLessThan(TimeSpan.FromHours(1), "It does not come to be so.");
            world.Time.Advance(s_step);
            await Task.Delay(20, TestContext.Current.CancellationToken);
            await room.RestAsync();
        }
    }
}
