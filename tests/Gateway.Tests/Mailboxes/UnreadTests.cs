using HybridCalendar.Gateway.Tests.Hosting;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Users;
using HybridCalendar.Runtime.Tests.Hosts;
using Microsoft.Extensions.DependencyInjection;

namespace HybridCalendar.Gateway.Tests.Mailboxes;

/// <summary>Whether what is known of a user's calendar is old, as rooms find it in the catalog.</summary>
public sealed class UnreadTests : IAsyncLifetime
{
    private const string Mail = "anna@contoso.example";
    private readonly FakeTime _time = new(new DateTimeOffset(2027, 1, 4, 8, 0, 0, TimeSpan.Zero));
    private readonly GatewayHost _gateway;

    public UnreadTests() => _gateway = new GatewayHost(_time);

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_crash_between_reading_and_telling_of_it_is_made_up_for()
    {
        var user = _gateway.Grains.GetGrain<IUserGrain>(GrainKeys.User(Mail));
        await user.Configure(new UserSettings { Enabled = true });
        await UntilWatchIsAsync(MailboxWatch.Watched);

        // The turn that read the mailbox may not be over, and tell of it once more.
        while (await WatchAsync() != MailboxWatch.Unread)
        {
            await Catalog.PutUserAsync(new UserRow { Mail = Mail, Enabled = true, Unread = true });
            await user.RestAsync();
        }
        await _gateway.RestartAsync();

        await UntilWatchIsAsync(MailboxWatch.Watched);
    }

    private Catalog Catalog => _gateway.App.Services.GetRequiredService<Catalog>();

    private async Task<MailboxWatch?> WatchAsync() => (await Catalog.FindUsersAsync([Mail])).TryGetValue(Mail, out var watch) ? watch : null;

    private async Task UntilWatchIsAsync(MailboxWatch wanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(GatewayHost.LongDeadline);
        while (await WatchAsync() != wanted)
        {
            await Task.Delay(20, deadline.Token);
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }
    }
}
